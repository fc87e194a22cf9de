// Announces the poll of a consultation: makes its keys, then freezes and signs the poll. A unit of its own, because it wraps
// keys.
import {
  announceConsultationPoll as announced,
  configurationOf,
} from '../../shared/agreements/agreement/consultation-poll.ts'
import { announceConsultationPoll } from '../../shared/agreements/consultation-operations.ts'
import { presentAgreement } from '../../shared/agreements/present.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openSigner } from '../../shared/platform/signing.ts'
import { openVault } from '../../shared/platform/vault.ts'
import { changeOf } from '../../shared/table/save.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { type Sign, signConfiguration } from '../../shared/voting/evidence/city-signature.ts'
import { type BeaconNetwork, beaconNetworkOf } from '../../shared/voting/lots/beacon.ts'
import { announcePoll, freezePoll } from '../../shared/voting/poll/announce.ts'
import { makePollSecrets } from '../../shared/voting/secrecy/poll-keys.ts'
import type { SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'
import { type PollVault, secretsChange, wrapSecrets } from '../../shared/voting/secret-store.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { getRegisterFigureOn } from '../../shared/wards/register-store.ts'
import { serve } from '../runtime/http.ts'
import { change, together } from '../runtime/things.ts'
import { agreementsIn } from './subjects.ts'

type Services = {
  readonly table: Table
  readonly vault: PollVault
  readonly sign: Sign
  readonly network: BeaconNetwork
}

const announce = ({ table, vault, sign, network }: Services) =>
  change(
    announceConsultationPoll,
    agreementsIn(table),
    async ({ thing, body, now }) => {
      const figure = await getRegisterFigureOn(table, thing.wardCode, dateInCity(now))
      const poll = configurationOf(thing, body, figure, now)
      if (poll.refused) return poll
      const { pollId } = poll.configuration
      const { keys, secrets } = await makePollSecrets()
      const freeze = freezePoll(poll.configuration, keys, network, now)
      if (freeze.refused) return refuse('consultation-poll-cannot-be-held', freeze.facts, freeze.objections)
      const [signature, wrapped] = await Promise.all([
        signConfiguration(sign, freeze.value.configurationHash),
        wrapSecrets(vault, pollId, secrets),
      ])
      const kept = announcePoll(freeze.value, signature, now)
      const taken = announced(thing, kept.after)
      return taken.refused ? taken : together(taken, changeOf(keptPolls, kept), secretsChange(pollId, wrapped))
    },
    presentAgreement,
  )

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<SecretPurpose>(environment),
    sign: openSigner(environment).sign,
    network: beaconNetworkOf(environment),
  }
  return serve({ announceConsultationPoll }, { announceConsultationPoll: announce(services) })
}
