// `wijk seats FILE [--json]`: allocates the seats of a ward council from a count, shows every step, and says where a lot is needed.
import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import type { PersonalResult } from '../shared/elections/allocation/personal.ts'
import type { ListResult } from '../shared/elections/allocation/persons.ts'
import { PublishedCount, resultOf } from '../shared/elections/allocation/published-count.ts'
import { Refusal, refusing } from './refusal.ts'
import { say } from './say.ts'

const read = async (file: string): Promise<PublishedCount> => {
  const text = await readFile(file, 'utf8')
  try {
    const count = PublishedCount.safeParse(JSON.parse(text))
    if (count.success) return count.data
    const [issue] = count.error.issues
    throw new Refusal(`this is no count: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('this is no JSON')
    throw error
  }
}

const succession = (groups: readonly (readonly string[])[]): string =>
  groups.length === 0 ? 'nobody' : groups.map((group) => group.join(' = ')).join(', ')

const ofPersons = ({ elected, succession: next, vacantSeats, reason }: PersonalResult): readonly string[] => [
  `Elected (${reason}): ${elected.length === 0 ? 'nobody' : elected.join(', ')}`,
  `Next in line: ${succession(next)}`,
  ...(vacantSeats > 0 ? [`Vacant seats: ${vacantSeats}`] : []),
]

const ofLists = ({ quota, steps, lists, unassigned, needsReview }: ListResult): readonly string[] => [
  `Quota: ${quota}`,
  ...steps.map(
    ({ why, listId, seats, measure, byLot }) =>
      `  ${seats > 0 ? '+' : ''}${seats} list ${listId}: ${why}${measure ? ` (${measure})` : ''}${byLot ? ', by lot' : ''}`,
  ),
  ...lists.map(
    ({ id, seats, elected, succession: next }) =>
      `List ${id}: ${seats} seats: ${elected.join(', ') || 'nobody'}; next in line: ${succession(next)}`,
  ),
  ...(unassigned > 0 ? [`Seats that nobody can fill: ${unassigned}`] : []),
  ...(needsReview ? ['Majority rule and exhausted lists both moved a seat: two officers review the steps.'] : []),
]

const replacer = (_: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)

export const seatsCommand = defineCommand({
  meta: { name: 'seats', description: 'Allot the seats of a ward council from a count, and show every step' },
  args: {
    file: { type: 'positional', description: 'A count (wijk-count/1)', required: true, valueHint: 'FILE' },
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
  },
  run: ({ args }) =>
    refusing(args.file, 2, async () => {
      const result = resultOf(await read(args.file))
      if ('refused' in result) throw new Refusal(`a lot was drawn that no tie asked for: ${result.facts.order}`)
      if (args.json) say(JSON.stringify(result, replacer))
      else if (result.kind === 'lot-needed')
        say(`A lot is needed (${result.stage}) between ${result.among.join(', ')}, for ${result.places} of them.`)
      else say(...('steps' in result ? ofLists(result) : ofPersons(result)))
      process.exitCode = result.kind === 'lot-needed' ? 1 : 0
    }),
})
