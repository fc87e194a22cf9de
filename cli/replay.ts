// `wijk replay --stage STAGE --since T [--until T]`: puts the events of a period on the bus again, from the outbox and from the
// dead-letter queues of consumers. Needs the AWS credentials of an operator. Consumers ignore events that they have processed
// already, so a period can be replayed any number of times.
import { defineCommand } from 'citty'
import { Instant, InstantInput } from '../shared/kernel/clock.ts'
import { Refusal, refusing } from './refusal.ts'
import type { Place } from './replay-events.ts'
import { say } from './say.ts'

const placeOf = (stage: string): Place => ({
  table: `wijk-${stage}-main`,
  bus: `wijk-${stage}-events`,
  queues: `wijk-${stage}-`,
})

const instantOf = (name: string, text: string): Instant => {
  const parsed = InstantInput.safeParse(text)
  if (!parsed.success) throw new Refusal(`--${name} ${text} is not a moment such as 2026-03-18T06:00:00Z`)
  return Instant.parse(parsed.data)
}

export const replayCommand = defineCommand({
  meta: { name: 'replay', description: 'Put the events of a period on the bus once more (operators)' },
  args: {
    stage: { type: 'string', description: 'The stage', required: true, valueHint: 'STAGE' },
    since: { type: 'string', description: 'From this moment', required: true, valueHint: 'INSTANT' },
    until: { type: 'string', description: 'To this moment; now otherwise', valueHint: 'INSTANT' },
    dryRun: { type: 'boolean', description: 'Only count them', default: false },
  },
  run: ({ args }) =>
    refusing('replay', 1, async () => {
      const period = {
        since: instantOf('since', args.since),
        until: instantOf('until', args.until ?? new Date().toISOString()),
      }
      const { replay } = await import('./replay-events.ts')
      const { outbox, deadLetters, others } = await replay(process.env, placeOf(args.stage), period, args.dryRun)
      say(
        `${args.dryRun ? 'Would publish' : 'Published'} again: ${outbox} events of the outbox, ${deadLetters} that a consumer could not take.`,
        ...(others === 0
          ? []
          : [`${others} other messages stay in their queues: docs/runbooks says what to do with each.`]),
      )
    }),
})
