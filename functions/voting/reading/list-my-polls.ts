// The polls that a resident may vote in now, and whether they took a permit. Reads the roll keys, so it is a separate function.
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { type Objects, openRegister } from '../../../shared/platform/objects.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import { belongsToElectorate } from '../../../shared/voting/poll/eligibility.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import type { SecretPurpose } from '../../../shared/voting/secrecy/poll-secrets.ts'
import { findSecret, type PollVault } from '../../../shared/voting/secret-store.ts'
import { listPollsClosingAfter, markedPolls } from '../../../shared/voting/store.ts'
import type { Resident } from '../../runtime/caller.ts'
import { serve } from '../../runtime/http.ts'
import { type Persons, personsOf, pseudonymOf, voterOf } from '../../runtime/person.ts'
import { list } from '../../runtime/things.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { votersOnRoll } from '../voters-on-roll.ts'

type Services = { readonly table: Table; readonly vault: PollVault; readonly objects: Objects }

const listMine = ({ table, vault, objects }: Services, persons: Persons) => {
  const rollKeys = openPollKeys(100, (pollId) => findSecret(table, vault, pollId, 'roll'))

  /** The polls among these for which this resident took a permit. */
  const takenBy = async (caller: Resident, polls: readonly Poll[], now: Instant): Promise<ReadonlySet<PollId>> => {
    const voter = voterOf(persons, caller)
    if (voter === undefined) return new Set()
    const marks = await Promise.all(
      polls.map(async (poll) => {
        const rollKey = await rollKeys.find(poll, now)
        return rollKey === undefined ? [] : [{ poll, mark: rollMark(rollKey, voter) }]
      }),
    )
    return markedPolls(table, marks.flat())
  }

  const onRoll = votersOnRoll({ table, vault, objects })

  /** A poll with a roll is for those who stand on it, whatever ward their token says. */
  const isOnItsRoll = async ({ caller, poll }: { readonly caller: Resident; readonly poll: Poll }) => {
    const { roll } = poll.frozen.electorate
    if (roll === undefined) return true
    const person = pseudonymOf(persons, caller)
    return person !== undefined && !(await onRoll.find(poll, roll, person)).refused
  }

  return list(
    listMyPolls,
    async ({ caller, query, now }) => {
      const isMine = (poll: Poll) => isOpen(poll, now) && !belongsToElectorate(poll, caller).refused
      const mine = await listPollsClosingAfter(table, { wardCode: caller.wardCode, after: now }, query, isMine)
      if (mine === 'invalid-cursor') return mine
      const areOnRoll = await Promise.all(mine.items.map((poll) => isOnItsRoll({ caller, poll })))
      const polls = mine.items.filter((_, place) => areOnRoll[place])
      const taken = await takenBy(caller, polls, now)
      return { ...mine, items: polls.map((poll) => ({ poll, hasTakenPermit: taken.has(poll.frozen.pollId) })) }
    },
    ({ poll, hasTakenPermit }, { now }) => ({ poll: presentPoll(poll, now), hasTakenPermit }),
  )
}

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<SecretPurpose>(environment),
    objects: openRegister(environment),
  }
  const listing = listMine(services, personsOf(environment))
  return serve({ listMyPolls }, { listMyPolls: listing })
}
