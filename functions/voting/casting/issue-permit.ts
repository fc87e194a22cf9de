// Request one of two: signed in. Marks the voter on the roll and signs a message nobody here can read.
import { readClock } from '../../../shared/kernel/clock.ts'
import { sha256 } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { issuePermit } from '../../../shared/voting/operations.ts'
import { belongsToElectorate, mayVoteAt } from '../../../shared/voting/poll/eligibility.ts'
import { lastWriteAt } from '../../../shared/voting/poll/poll.ts'
import { readPermitPrivateKey, rollMark, signBlinded } from '../../../shared/voting/secrecy/permit.ts'
import { findSecret, type PollVault } from '../../../shared/voting/secret-store.ts'
import { markVoter } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { type Persons, personsOf, voterOf } from '../../runtime/person.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { openPolls } from '../reading/open-polls.ts'

const issue = (table: Table, vault: PollVault, persons: Persons) => {
  const findPoll = openPolls(table)

  const pollKeys = openPollKeys(20, async (pollId) => {
    const [permit, rollKey] = await Promise.all([
      findSecret(table, vault, pollId, 'permit'),
      findSecret(table, vault, pollId, 'roll'),
    ])
    if (permit === undefined || rollKey === undefined) return undefined
    return { privateKey: readPermitPrivateKey(permit), rollKey }
  })

  return implement(issuePermit, async ({ params: { pollId }, body, caller, now }) => {
    const poll = await findPoll(pollId, now)
    if (poll === undefined) return refuse('poll-not-found')
    const eligible = belongsToElectorate(poll, caller)
    if (eligible.refused) return eligible
    const open = mayVoteAt(poll, now)
    if (open.refused) {
      pollKeys.forget(pollId)
      return open
    }
    const voter = voterOf(persons, caller)
    if (voter === undefined) return refuse('person-not-known')
    const secrets = await pollKeys.find(poll, now)
    if (secrets === undefined) return refuse('poll-closed')
    // Signed before the mark is put, so that a message that cannot be signed costs nobody their vote.
    const blinded = Buffer.from(body.blindedMessage, 'base64url')
    const signature = signBlinded(secrets.privateKey, blinded)
    if (signature === undefined) return refuse('blinded-message-invalid')
    // Received in time, but so late that the marks may be counted before it is one: its ballot would come too late anyway.
    if (readClock() >= lastWriteAt(poll)) return refuse('poll-closed', { closesAt: poll.frozen.closesAt })
    const isMarked = await markVoter(table, poll, rollMark(secrets.rollKey, voter), sha256(blinded))
    if (!isMarked) return refuse('permit-already-taken')
    return reply(200, { blindSignature: Buffer.from(signature).toString('base64url') })
  })
}

export const start = (environment: Environment) => {
  const issuing = issue(openTable(environment), openVault(environment), personsOf(environment))
  return serve({ issuePermit }, { issuePermit: issuing })
}
