// Announces the poll of a round, a contest or a consultation: makes its keys, freezes and signs its configuration, and wraps its
// secrets. For units of their own, because they may wrap keys.
import type { Instant } from '../kernel/clock.ts'
import type { Environment } from '../kernel/environment.ts'
import { openSigner } from '../platform/signing.ts'
import { openVault } from '../platform/vault.ts'
import { changeOf } from '../table/save.ts'
import { signConfiguration } from './evidence/city-signature.ts'
import { beaconNetworkOf } from './lots/beacon.ts'
import { announcePoll, freezePoll } from './poll/announce.ts'
import type { PollConfiguration } from './poll/poll.ts'
import { makePollSecrets } from './secrecy/poll-keys.ts'
import type { SecretPurpose } from './secrecy/poll-secrets.ts'
import { secretsChange, wrapSecrets } from './secret-store.ts'
import { keptPolls } from './store.ts'

/** Announces polls. Refuses what `freezePoll` refuses. `changes`: 5 items, for the transaction of what the poll is for. */
export const openAnnouncing = (environment: Environment) => {
  const vault = openVault<SecretPurpose>(environment)
  const { sign } = openSigner(environment)
  const network = beaconNetworkOf(environment)
  return async (configuration: PollConfiguration, now: Instant) => {
    const { keys, secrets } = await makePollSecrets()
    const freeze = freezePoll(configuration, keys, network, now)
    if (freeze.refused) return freeze
    const { pollId } = configuration
    const [signature, wrapped] = await Promise.all([
      signConfiguration(sign, freeze.value.configurationHash),
      wrapSecrets(vault, pollId, secrets),
    ])
    const announced = announcePoll(freeze.value, signature, now)
    const changes = [changeOf(keptPolls, announced), secretsChange(pollId, wrapped)]
    return { refused: false as const, poll: announced.after, changes }
  }
}
export type Announcing = ReturnType<typeof openAnnouncing>
