// The keys of a poll, made when it is announced.
import { freshBytes } from '../../kernel/random.ts'
import { makeAcceptanceKey } from '../box/acceptance.ts'
import type { PollKeys } from '../poll/poll.ts'
import { makePermitKey } from './permit.ts'
import type { PollSecrets } from './poll-secrets.ts'
import { makeSealKey } from './sealing.ts'

/** New keys of a poll: the public ones to be frozen with it, the secret ones to be wrapped. */
export const makePollSecrets = async (): Promise<{ readonly keys: PollKeys; readonly secrets: PollSecrets }> => {
  const permit = await makePermitKey()
  const [seal, acceptance] = [makeSealKey(), makeAcceptanceKey()]
  return {
    keys: { permitKey: permit.permitKey, sealKey: seal.sealKey, acceptanceKey: acceptance.acceptanceKey },
    secrets: {
      permit: permit.privateKey,
      roll: freshBytes(32),
      acceptance: acceptance.privateKey,
      seal: seal.privateKey,
    },
  }
}
