// First request of two: signed in. Marks the voter on the roll and signs a message that nobody here can read.
import { readClock } from '../../../shared/kernel/clock.ts'
import { sha256 } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { type Objects, openRegister } from '../../../shared/platform/objects.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { issuePermit } from '../../../shared/voting/operations.ts'
import {
  belongsToElectorate,
  mayVoteAt,
  objectionToAge,
  objectionToLateWrite,
} from '../../../shared/voting/poll/eligibility.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { readPermitPrivateKey, rollMark, signBlinded } from '../../../shared/voting/secrecy/permit.ts'
import type { SecretPurpose } from '../../../shared/voting/secrecy/poll-secrets.ts'
import { findSecret, type PollVault } from '../../../shared/voting/secret-store.ts'
import { markVoter } from '../../../shared/voting/store.ts'
import { type Account, isResident } from '../../runtime/caller.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { type Persons, personsOf, pseudonymOf, voterOf } from '../../runtime/person.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { openPolls } from '../reading/open-polls.ts'
import { votersOnRoll } from '../voters-on-roll.ts'

type Services = { readonly table: Table; readonly vault: PollVault; readonly objects: Objects }

const issue = ({ table, vault, objects }: Services, persons: Persons) => {
  const findPoll = openPolls(table)

  const pollKeys = openPollKeys(20, async (pollId) => {
    const [permit, rollKey] = await Promise.all([
      findSecret(table, vault, pollId, 'permit'),
      findSecret(table, vault, pollId, 'roll'),
    ])
    if (permit === undefined || rollKey === undefined) return undefined
    return { privateKey: readPermitPrivateKey(permit), rollKey }
  })

  const onRoll = votersOnRoll({ table, vault, objects })

  /** Whether a person belongs to the electorate: by the ward in their token, or by the roll that the poll names. */
  const eligible = async (poll: Poll, caller: Account) => {
    const { roll } = poll.frozen.electorate
    if (roll === undefined)
      return isResident(caller) ? belongsToElectorate(poll, caller) : refuse('residence-not-verified')
    const person = pseudonymOf(persons, caller)
    if (person === undefined) return refuse('person-not-known')
    return objectionToAge(poll, caller) ?? onRoll.find(poll, roll, person)
  }

  return implement(issuePermit, async ({ params: { pollId }, body, caller, now }) => {
    const poll = await findPoll(pollId, now)
    if (poll === undefined) return refuse('poll-not-found')
    const open = mayVoteAt(poll, now)
    if (open.refused) pollKeys.forget(pollId)
    const { roll } = poll.frozen.electorate
    // A roll is read only while it decides about a vote.
    if (open.refused && roll !== undefined) return open
    const belongs = await eligible(poll, caller)
    if (belongs.refused) return belongs
    if (open.refused) return open
    const voter = voterOf(persons, caller)
    if (voter === undefined) return refuse('person-not-known')
    const secrets = await pollKeys.find(poll, now)
    if (secrets === undefined) return refuse('poll-closed')
    // Sign before marking, so that a message that cannot be signed does not cost the voter their vote.
    const blinded = Buffer.from(body.blindedMessage, 'base64url')
    const signature = signBlinded(secrets.privateKey, blinded)
    if (signature === undefined) return refuse('blinded-message-invalid')
    // The marks might be counted before this one, and its ballot would come too late anyway.
    const late = objectionToLateWrite(poll, readClock())
    if (late) return late
    const person = pseudonymOf(persons, caller)
    if (roll !== undefined && person !== undefined) {
      const marked = await onRoll.mark(poll, roll, secrets.rollKey, { person, voter }, blinded)
      if (marked.refused) return marked
    } else if (!(await markVoter(table, poll, rollMark(secrets.rollKey, voter), sha256(blinded))))
      return refuse('permit-already-taken')
    return reply(200, { blindSignature: Buffer.from(signature).toString('base64url') })
  })
}

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<SecretPurpose>(environment),
    objects: openRegister(environment),
  }
  return serve({ issuePermit }, { issuePermit: issue(services, personsOf(environment)) })
}
