// Request two of two: not signed in. Checks permit, form and the voter's signature, puts the ballot, says nothing to any log.
import { readClock } from '../../../shared/kernel/clock.ts'
import { memoize } from '../../../shared/kernel/memory.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openBallotBox, openTable } from '../../../shared/table/table.ts'
import { readAcceptancePrivateKey, signAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { examineBallot } from '../../../shared/voting/box/ballot.ts'
import { putBallot } from '../../../shared/voting/box/ballot-box.ts'
import { castBallot } from '../../../shared/voting/operations.ts'
import { mayVoteAt } from '../../../shared/voting/poll/eligibility.ts'
import { lastWriteAt } from '../../../shared/voting/poll/poll.ts'
import { readSealKey } from '../../../shared/voting/secrecy/sealing.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { openPolls } from '../reading/open-polls.ts'
import { findSecret } from '../secrets.ts'

const box = openBallotBox(process.env)
const table = openTable(process.env)
const findPoll = openPolls(table)

const acceptanceKeys = openPollKeys(20, async (pollId) => {
  const secret = await findSecret(table, pollId, 'acceptance')
  return secret === undefined ? undefined : readAcceptancePrivateKey(secret)
})
const findSealKey = memoize(20, async (sealKey: string) => readSealKey(sealKey))

const castOne = implement(castBallot, async ({ params: { pollId }, body: { padding: _, ...cast }, now }) => {
  const poll = await findPoll(pollId, now)
  if (poll === undefined) return refuse('poll-not-found')
  const open = mayVoteAt(poll, now)
  if (open.refused) {
    acceptanceKeys.forget(pollId)
    return open
  }
  const ballot = examineBallot(poll.frozen, cast)
  if (ballot.refused) return ballot
  const [acceptanceKey, sealKey] = await Promise.all([acceptanceKeys.find(poll, now), findSealKey(poll.frozen.sealKey)])
  if (acceptanceKey === undefined || sealKey === undefined)
    return refuse('poll-closed', { closesAt: poll.frozen.closesAt })
  // Received in time, but so late that the count may begin before it is written: better refused than accepted and not counted.
  if (readClock() >= lastWriteAt(poll)) return refuse('poll-closed', { closesAt: poll.frozen.closesAt })
  const isLatest = await putBallot(box, poll, ballot.value, sealKey)
  if (!isLatest) return refuse('ballot-overtaken')
  const { hash, signed } = ballot.value
  return reply(200, { pollId, ballotHash: hash, acceptance: signAcceptance(acceptanceKey, pollId, hash, signed) })
})

export const handler = serve({ castBallot }, { castBallot: castOne })
