// Announces the online poll of a contest: makes its keys, then freezes and signs the poll. A unit of its own, because it wraps
// keys.

import type { Contest } from '../../shared/elections/contests/contest.ts'
import { announceOnline, pollOfContest } from '../../shared/elections/contests/online-poll.ts'
import { announceOnlinePoll } from '../../shared/elections/contests/operations.ts'
import { presentContest } from '../../shared/elections/present.ts'
import { getElection, getList } from '../../shared/elections/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openSigner } from '../../shared/platform/signing.ts'
import { openVault } from '../../shared/platform/vault.ts'
import { electorateIn } from '../../shared/roll/roll.ts'
import { getRoll } from '../../shared/roll/store.ts'
import { changeOf } from '../../shared/table/save.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { type Sign, signConfiguration } from '../../shared/voting/evidence/city-signature.ts'
import { type BeaconNetwork, beaconNetworkOf } from '../../shared/voting/lots/beacon.ts'
import { announcePoll, freezePoll } from '../../shared/voting/poll/announce.ts'
import { makePollSecrets } from '../../shared/voting/secrecy/poll-keys.ts'
import type { SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'
import { type PollVault, secretsChange, wrapSecrets } from '../../shared/voting/secret-store.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { serve } from '../runtime/http.ts'
import { change, together } from '../runtime/things.ts'
import { contestsIn } from './subjects.ts'

type Services = {
  readonly table: Table
  readonly vault: PollVault
  readonly sign: Sign
  readonly network: BeaconNetwork
}

/** The election of a contest, its roll, and the candidates on its list by their ids. */
const basisOf = async (table: Table, contest: Contest) => {
  const { electionId, wardCode } = contest
  const session = 'list' in contest ? contest.list.session : 0
  const [election, roll, list] = await Promise.all([
    getElection(table, electionId),
    getRoll(table, electionId),
    getList(table, electionId, wardCode, session),
  ])
  const voters = electorateIn(roll, wardCode)
  return {
    election,
    roll: roll?.status === 'frozen' && voters !== undefined ? { root: roll.root, voters } : undefined,
    candidates: new Map((list?.candidates ?? []).map((candidate) => [String(candidate.id), candidate])),
  }
}

const announce = ({ table, vault, sign, network }: Services) =>
  change(
    announceOnlinePoll,
    contestsIn(table),
    async ({ thing, now }) => {
      const { election, roll, candidates } = await basisOf(table, thing)
      if (election === undefined) return refuse('election-not-found')
      const poll = pollOfContest(thing, election, candidates, roll, now)
      if (poll.refused) return poll
      const { keys, secrets } = await makePollSecrets()
      const freeze = freezePoll(poll.configuration, keys, network, now)
      if (freeze.refused) return refuse('online-poll-cannot-be-held', freeze.facts, freeze.objections)
      const { pollId } = poll.configuration
      const [signature, wrapped] = await Promise.all([
        signConfiguration(sign, freeze.value.configurationHash),
        wrapSecrets(vault, pollId, secrets),
      ])
      const announced = announcePoll(freeze.value, signature, now)
      const taken = announceOnline(thing, announced.after)
      return taken.refused ? taken : together(taken, changeOf(keptPolls, announced), secretsChange(pollId, wrapped))
    },
    presentContest,
  )

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<SecretPurpose>(environment),
    sign: openSigner(environment).sign,
    network: beaconNetworkOf(environment),
  }
  return serve({ announceOnlinePoll }, { announceOnlinePoll: announce(services) })
}
