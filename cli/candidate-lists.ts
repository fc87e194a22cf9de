// `wijk candidates ELECTION WARD [--url BASE]`: the candidate list of a ward in EML_NL (230b), made from published data.
import { defineCommand } from 'citty'
import type * as z from 'zod'
import { operations as contestOperations, PublicCandidateList } from '../shared/elections/contests/operations.ts'
import { candidateLists230b } from '../shared/elections/eml/candidate-lists.ts'
import { contestNumber, type EmlCandidate, type EmlContest } from '../shared/elections/eml/contest.ts'
import { objectionsToLists } from '../shared/elections/eml/own-checks.ts'
import { xmlDocument } from '../shared/elections/eml/xml.ts'
import { PublicElection } from '../shared/elections/operations.ts'
import { dateInCity } from '../shared/kernel/clock.ts'
import { ElectionId, WardCode } from '../shared/kernel/ids.ts'
import { getWard } from '../shared/wards/operations.ts'
import { apiAt, ask } from './published-poll.ts'
import { Refusal, refusing } from './refusal.ts'

const idsIn = (election: string, ward: string) => {
  const [electionId, wardCode] = [ElectionId.safeParse(election), WardCode.safeParse(ward)]
  if (!electionId.success) throw new Refusal(`${election} is not the id of an election`)
  if (!wardCode.success) throw new Refusal(`${ward} is not the code of a ward`)
  return { electionId: electionId.data, wardCode: wardCode.data }
}

/** The lists of candidates. A candidate without a list is a list of one, named after their designation. */
const linesOf = ({ candidates, lists = [] }: z.infer<typeof PublicCandidateList>): EmlContest['lists'] => {
  const places = new Map<number, { name: string; candidates: EmlCandidate[] }>()
  for (const { id, ballotName, designation, listId, place = 0 } of candidates) {
    const name = listId === undefined ? designation?.name : lists.find((list) => list.id === listId)?.designation?.name
    const line = places.get(place) ?? { name: name ?? '', candidates: [] }
    line.candidates.push({ id, ballotName, locality: 'Rotterdam' })
    places.set(place, line)
  }
  return [...places.values()]
}

const contestOf = (
  wardName: string,
  number: number,
  { calendar }: z.infer<typeof PublicElection>,
  list: z.infer<typeof PublicCandidateList>,
): EmlContest => ({
  wardName,
  number,
  pollingOn: calendar.pollingOn,
  nominationOn: dateInCity(calendar.nominationClosesAt),
  createdAt: list.fixedAt,
  lists: linesOf(list),
})

const documentOf = async (election: string, ward: string, url: string): Promise<string> => {
  const params = idsIn(election, ward)
  const client = apiAt(url)
  const { wardCode } = params
  const [published, contests, list, { name }] = await Promise.all([
    ask(() => client.call('getElection', { params: { electionId: params.electionId } }), PublicElection),
    ask(
      () => client.call('listContests', { params: { electionId: params.electionId } }),
      contestOperations.listContests.responses[200],
    ),
    ask(() => client.call('getCandidateList', { params }), PublicCandidateList),
    ask(() => client.call('getWard', { params: { wardCode } }), getWard.responses[200]),
  ])
  if (!list.isDrawn) throw new Refusal('the order on the ballot has not been drawn yet')
  const takingPart = contests.items.map((contest) => contest.wardCode)
  const number = contestNumber(wardCode, takingPart)
  const message = candidateLists230b(contestOf(name, number, published, list), dateInCity(list.fixedAt))
  const [objection] = objectionsToLists(message)
  if (objection) throw new Refusal(`${objection.at}: ${objection.says.en}`)
  return xmlDocument(message)
}

export const candidatesCommand = defineCommand({
  meta: { name: 'candidates', description: 'Write the candidate list of a ward in EML_NL (230b)' },
  args: {
    election: { type: 'positional', description: 'Id of an election', required: true, valueHint: 'ELECTION' },
    ward: { type: 'positional', description: 'Code of a ward', required: true, valueHint: 'WARD' },
    url: {
      type: 'string',
      description: 'Address of the API',
      default: 'http://127.0.0.1:3000/v1',
      valueHint: 'BASE',
    },
  },
  run: ({ args }) =>
    refusing(`${args.election} ${args.ward}`, 1, async () => {
      process.stdout.write(await documentOf(args.election, args.ward, args.url))
    }),
})
