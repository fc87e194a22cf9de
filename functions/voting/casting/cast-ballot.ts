// Second request of two: not signed in. Checks permit, form and the voter's signature, stores the ballot, writes no log line.
import { readClock } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { memoize } from '../../../shared/kernel/memory.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openBallotBox, openTable, type Table } from '../../../shared/table/table.ts'
import { readAcceptancePrivateKey, signAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { examineBallot } from '../../../shared/voting/box/ballot.ts'
import { putBallot } from '../../../shared/voting/box/ballot-box.ts'
import { castBallot } from '../../../shared/voting/operations.ts'
import { mayVoteAt, objectionToLateWrite } from '../../../shared/voting/poll/eligibility.ts'
import { readSealKey } from '../../../shared/voting/secrecy/sealing.ts'
import { findSecret, type PollVault } from '../../../shared/voting/secret-store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { openPolls } from '../reading/open-polls.ts'
import { ballotBoxRoutes } from './routes.ts'

const cast = (table: Table, box: Table, vault: PollVault) => {
  const findPoll = openPolls(table)

  const acceptanceKeys = openPollKeys(20, async (pollId) => {
    const secret = await findSecret(table, vault, pollId, 'acceptance')
    return secret === undefined ? undefined : readAcceptancePrivateKey(secret)
  })
  const findSealKey = memoize(20, async (sealKey: string) => readSealKey(sealKey))

  return implement(castBallot, async ({ params: { pollId }, body: { padding: _, ...sent }, now }) => {
    const poll = await findPoll(pollId, now)
    if (poll === undefined) return refuse('poll-not-found')
    const open = mayVoteAt(poll, now)
    if (open.refused) {
      acceptanceKeys.forget(pollId)
      return open
    }
    const ballot = examineBallot(poll.frozen, sent)
    if (ballot.refused) return ballot
    const [acceptanceKey, sealKey] = await Promise.all([
      acceptanceKeys.find(poll, now),
      findSealKey(poll.frozen.sealKey),
    ])
    if (acceptanceKey === undefined || sealKey === undefined)
      return refuse('poll-closed', { closesAt: poll.frozen.closesAt })
    const late = objectionToLateWrite(poll, readClock())
    if (late) return late
    const isLatest = await putBallot(box, poll, ballot.value, sealKey)
    if (!isLatest) return refuse('ballot-overtaken')
    const { hash, signed } = ballot.value
    return reply(200, { pollId, ballotHash: hash, acceptance: signAcceptance(acceptanceKey, pollId, hash, signed) })
  })
}

export const start = (environment: Environment) => {
  const casting = cast(openTable(environment), openBallotBox(environment), openVault(environment))
  // It also answers requests without a route at the ballot box, so that no logging function handles them.
  return serve({ castBallot }, { castBallot: casting }, { routes: ballotBoxRoutes })
}
