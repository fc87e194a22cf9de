// Announces a round: makes and freezes its poll, and reserves its budget. A unit of its own, because it wraps keys.
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openSigner } from '../../shared/platform/signing.ts'
import { openVault } from '../../shared/platform/vault.ts'
import { announced, announceRound as decide, pollOfRound } from '../../shared/rounds/announcement.ts'
import { inWordsOfRounds } from '../../shared/rounds/in-words-of-rounds.ts'
import { announceRound } from '../../shared/rounds/operations.ts'
import { getEntries, roundOfPoll } from '../../shared/rounds/store.ts'
import { roundWarnings } from '../../shared/rounds/warnings.ts'
import { changeOf } from '../../shared/table/save.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { type Sign, signConfiguration } from '../../shared/voting/evidence/city-signature.ts'
import { type BeaconNetwork, beaconNetworkOf } from '../../shared/voting/lots/beacon.ts'
import { announcePoll, freezePoll } from '../../shared/voting/poll/announce.ts'
import { makePollSecrets } from '../../shared/voting/secrecy/poll-keys.ts'
import type { SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'
import { type PollVault, secretsChange, wrapSecrets } from '../../shared/voting/secret-store.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { takeFromBudget } from '../../shared/wards/budget-store.ts'
import { serve } from '../runtime/http.ts'
import { change, noting, together } from '../runtime/things.ts'
import { basisOn } from './basis.ts'
import { presentWarned } from './present-warned.ts'
import { roundsIn } from './subjects.ts'

type Services = {
  readonly table: Table
  readonly vault: PollVault
  readonly sign: Sign
  readonly network: BeaconNetwork
}

const announce = ({ table, vault, sign, network }: Services) =>
  change(
    announceRound,
    roundsIn(table),
    async ({ thing, now }) => {
      const [basis, entries] = await Promise.all([basisOn(table, thing.wardCode, now), getEntries(table, thing.id)])
      if (basis === undefined) return refuse('no-rules-then')
      const configuration = pollOfRound(thing, entries, basis, now)
      if (configuration.refused) return configuration
      const { pollId } = configuration.value
      const { keys, secrets } = await makePollSecrets()
      const freeze = freezePoll(configuration.value, keys, network, now)
      if (freeze.refused)
        return freeze.code === 'poll-already-open'
          ? refuse('window-in-the-past')
          : refuse(inWordsOfRounds(freeze.code), freeze.facts, freeze.objections)
      const [signature, wrapped] = await Promise.all([
        signConfiguration(sign, freeze.value.configurationHash),
        wrapSecrets(vault, pollId, secrets),
      ])
      const poll = announcePoll(freeze.value, signature, now)
      const facts = announced(thing, poll.after, basis.figure)
      const taken = decide(thing, facts)
      if (taken.refused) return taken
      // Round, money, poll and keys: all in one transaction, or nothing.
      const all = together(
        taken,
        takeFromBudget({ wardCode: thing.wardCode, ...facts.reservation }),
        roundOfPoll(thing, pollId),
        changeOf(keptPolls, poll),
        secretsChange(pollId, wrapped),
      )
      return noting(all, roundWarnings(thing, entries, basis.rules))
    },
    presentWarned,
  )

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<SecretPurpose>(environment),
    sign: openSigner(environment).sign,
    network: beaconNetworkOf(environment),
  }
  return serve({ announceRound }, { announceRound: announce(services) })
}
