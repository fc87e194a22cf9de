// Polls and permits with sensible defaults; each test states only what matters to it.
import { constants, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { Instant, LocalDate, type Window } from '../../../shared/kernel/clock.ts'
import { PollId, WardCode } from '../../../shared/kernel/ids.ts'
import type { Permit } from '../../../shared/voting/box/ballot.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'
import { announcePoll, freezeAnew, freezePoll, reschedulePoll } from '../../../shared/voting/poll/announce.ts'
import { type Poll, PollConfiguration } from '../../../shared/voting/poll/poll.ts'
import { readPermitPrivateKey } from '../../../shared/voting/secrecy/permit.ts'
import { makePollSecrets } from '../../../shared/voting/secrecy/poll-keys.ts'

/** A few weeks in March, a fortnight of voting. */
export const announcedAt = Instant.parse('2026-03-01T09:00:00.000Z')
export const opensAt = Instant.parse('2026-03-09T07:00:00.000Z')
export const closesAt = Instant.parse('2026-03-22T19:00:00.000Z')
export const whileOpen = Instant.parse('2026-03-15T12:00:00.000Z')

export type PollSecret = Awaited<ReturnType<typeof makePollSecrets>>
const secretsMade = new Map<string, Promise<PollSecret>>()

/** Keys of a poll, made once for each name: an RSA-3072 key takes a while. */
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

/** The configuration of an approval vote among three options, unless it is wished otherwise. */
export const pollConfiguration = ({ permitKey: _, ...wishes }: Wishes = {}): PollConfiguration =>
  PollConfiguration.parse({
    pollId: randomUUID(),
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

/** A signature of nobody in particular, for polls whose signature does not matter. */
export const someSignature = { signature: 'AAAA', signingKey: 'AAAA' }

/** A poll as it is announced. */
export const announcedPoll = async (wishes: Wishes = {}): Promise<Poll> => {
  const { keys } = await secretsNamed()
  const { permitKey = keys.permitKey } = wishes
  const decision = freezePoll(pollConfiguration(wishes), { ...keys, permitKey }, quicknet, announcedAt)
  if (decision.refused) throw new Error(`The poll was refused: ${decision.code} ${JSON.stringify(decision.facts)}`)
  return announcePoll(decision.value, someSignature, announcedAt).after
}

/** A poll moved to another window, or the refusal. */
export const moved = (poll: Poll, window: Window, now: Instant) => {
  const freeze = freezeAnew(poll, window, quicknet, now)
  return freeze.refused ? freeze : reschedulePoll(poll, freeze.value, someSignature)
}

/** A valid permit, made with the poll's own private key: the same as a voter unblinds, without the two requests. */
export const mintPermit = (privateKey: KeyObject, message: Uint8Array = randomBytes(64)): Permit => ({
  message: Buffer.from(message).toString('base64url'),
  signature: sign('sha384', message, {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  }).toString('base64url'),
})

export const privateKeyOf = ({ secrets }: PollSecret): KeyObject => readPermitPrivateKey(secrets.permit)

/** Somebody of the election office. */
export const clerk = { sub: 'clerk', roles: ['election-office'] } as const

/** A resident of the poll's ward, old enough. */
export const resident = (name: string) => ({ sub: name, ward: 'oude-noorden', birthDate: '1980-05-17' })

export const pollId = (): PollId => PollId.parse(randomUUID())
export const ward = (code: string): WardCode => WardCode.parse(code)
export const day = (text: string): LocalDate => LocalDate.parse(text)
export const instant = (text: string): Instant => Instant.parse(new Date(text).toISOString())
