// Polls and permits with sensible defaults; each test states only what matters to it.
import { constants, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { Instant, LocalDate, type Window } from '../../../../shared/kernel/clock.ts'
import { PollId, WardCode } from '../../../../shared/kernel/ids.ts'
import { type Ballot, ballotHash, type Permit, signedChoice } from '../../../../shared/voting/box/ballot.ts'
import { quicknet } from '../../../../shared/voting/lots/beacon.ts'
import { announcePoll, freezeAnew, freezePoll, reschedulePoll } from '../../../../shared/voting/poll/announce.ts'
import { type Choice, canonicalChoice } from '../../../../shared/voting/poll/ballot-form.ts'
import { type FrozenPoll, type Poll, PollConfiguration } from '../../../../shared/voting/poll/poll.ts'
import { readPermitPrivateKey } from '../../../../shared/voting/secrecy/permit.ts'
import { makePollSecrets } from '../../../../shared/voting/secrecy/poll-keys.ts'

/** Moments of a poll in March 2026 with two weeks of voting. */
export const announcedAt = Instant.parse('2026-03-01T09:00:00.000Z')
export const opensAt = Instant.parse('2026-03-09T07:00:00.000Z')
export const closesAt = Instant.parse('2026-03-22T19:00:00.000Z')
export const whileOpen = Instant.parse('2026-03-15T12:00:00.000Z')

export type PollSecret = Awaited<ReturnType<typeof makePollSecrets>>
const secretsMade = new Map<string, Promise<PollSecret>>()

/** Keys of a poll, created once for each name, because creating an RSA-3072 key is slow. */
export const secretsNamed = (name = 'ordinary'): Promise<PollSecret> => {
  const secrets = secretsMade.get(name) ?? makePollSecrets()
  secretsMade.set(name, secrets)
  return secrets
}

type Wishes = { readonly [Field in keyof PollConfiguration]?: unknown } & { readonly permitKey?: string }

export const threeOptions = [
  { id: 'bench', title: 'A bench by the water', costCents: 100_000 },
  { id: 'trees', title: 'Twelve trees', costCents: 250_000 },
  { id: 'swing', title: 'A swing', costCents: 400_000 },
] as const

/** The configuration of an approval vote among three options, with overrides. */
export const pollConfiguration = ({ permitKey: _, ...wishes }: Wishes = {}): PollConfiguration =>
  PollConfiguration.parse({
    pollId: randomUUID(),
    ballotVersion: 2,
    question: { nl: 'Waaraan geven we het wijkbudget uit?', en: 'What do we spend the ward budget on?' },
    options: threeOptions,
    ballotForm: { kind: 'approval', max: 3 },
    rule: { rule: 'greedy_score', budget: 500_000 },
    lots: 'none',
    electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-09', size: 1_000 },
    opensAt,
    closesAt,
    ...wishes,
  })

/** An arbitrary signature, for polls whose signature does not matter. */
export const someSignature = { signature: 'AAAA', signingKey: 'AAAA' }

/** An announced poll. */
export const announcedPoll = async (wishes: Wishes = {}): Promise<Poll> => {
  const { keys } = await secretsNamed()
  const { permitKey = keys.permitKey } = wishes
  const decision = freezePoll(pollConfiguration(wishes), { ...keys, permitKey }, quicknet, announcedAt)
  if (decision.refused) throw new Error(`The poll was refused: ${decision.code} ${JSON.stringify(decision.facts)}`)
  return announcePoll(decision.value, someSignature, announcedAt).after
}

/** A poll with a new window, or the refusal. */
export const moved = (poll: Poll, window: Window, now: Instant) => {
  const freeze = freezeAnew(poll, window, quicknet, now)
  return freeze.refused ? freeze : reschedulePoll(poll, freeze.value, someSignature)
}

/** One-time keys of voters, by the message of the permit. A client stores the key with the permit. */
const choiceKeys = new Map<string, KeyObject>()

/** A prepared message over a new one-time key, as clients make it. */
export const freshMessage = (randomizer: Uint8Array = randomBytes(32)): Uint8Array<ArrayBuffer> => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65)
  const message = Uint8Array.of(...randomizer, ...point)
  choiceKeys.set(Buffer.from(message).toString('base64url'), privateKey)
  return message
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The other valid signature of the same message: (r, n − s). */
export const mirrored = (signature: Buffer): Buffer => {
  const s = order - BigInt(`0x${signature.toString('hex', 32)}`)
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
}

/** A text signed with this key, in the only form that is accepted. */
export const signedBy = (key: KeyObject, text: string): Buffer => {
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return BigInt(`0x${signature.toString('hex', 32)}`) > order / 2n ? mirrored(signature) : signature
}

type ToSign = { readonly permit: Permit; readonly choice: Choice; readonly number: number; readonly key?: KeyObject }
/** The ballot of a voter, signed over the canonical choice, with the key of the permit unless another one is given. */
export const signedBallot = (frozen: FrozenPoll, { permit, choice, number, key }: ToSign): Ballot => {
  const signer = key ?? choiceKeys.get(permit.message)
  if (signer === undefined) throw new Error('There is no key of this permit')
  const text = signedChoice(frozen.pollId, ballotHash(permit), number, canonicalChoice(frozen.ballotForm, choice))
  return { permit, choice, number, choiceSignature: signedBy(signer, text).toString('base64url') }
}

/**
 * A valid permit made with the poll's own private key. It equals the one that a voter unblinds, but takes no requests. It is over a
 * new one-time key unless a message is given.
 */
export const mintPermit = (privateKey: KeyObject, message: Uint8Array = freshMessage()): Permit => ({
  message: Buffer.from(message).toString('base64url'),
  signature: sign('sha384', message, {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  }).toString('base64url'),
})

export const privateKeyOf = ({ secrets }: PollSecret): KeyObject => readPermitPrivateKey(secrets.permit)

/** A member of the election office. */
export const clerk = { sub: 'clerk', roles: ['election-office'] } as const

/** A resident of the poll's ward who is old enough to vote. */
export const resident = (name: string) => ({ sub: name, ward: 'oude-noorden', birthDate: '1980-05-17' })

export const pollId = (): PollId => PollId.parse(randomUUID())
export const ward = (code: string): WardCode => WardCode.parse(code)
export const day = (text: string): LocalDate => LocalDate.parse(text)
export const instant = (text: string): Instant => Instant.parse(new Date(text).toISOString())
