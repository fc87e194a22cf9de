// The roll of an election: who may vote in which ward, as the register says on the reference day. Once frozen it consists of
// immutable objects; later corrections are stored separately and take precedence. The allowed steps are
// in machine.ts.
import * as z from 'zod'
import { Instant, instantInCity, LocalDate, TimeOfDay } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { ElectionId, WardCode } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusals.ts'
import { rolls } from './machine.ts'
import { LineProblems } from './register/problems.ts'

/** The file of the register, as announced before its upload. */
const RollFile = z.strictObject({
  sha256: Sha256,
  bytes: z.int().min(1),
  announcedAt: Instant,
})
export const maximumFileBytes = 64 * 1024 * 1024

/** Why an import failed. */
export const RejectionReason = z.enum([
  'lines-wrong',
  'file-missing',
  'file-not-as-announced',
  'header-wrong',
  'nobody-in-it',
  'stopped',
])
export type RejectionReason = z.infer<typeof RejectionReason>

/** How many may vote in a ward: as frozen, and with what was corrected since. `joined`: how many corrections put somebody there. */
export const WardElectorate = z.strictObject({
  wardCode: WardCode,
  frozen: z.int().min(0),
  current: z.int().min(0),
  joined: z.int().min(0).optional(),
})
export type WardElectorate = z.infer<typeof WardElectorate>

const common = {
  electionId: ElectionId,
  wards: z.array(WardCode).min(1).max(60).readonly(),
  residencyOn: LocalDate,
  pollingOn: LocalDate,
  pollingOpensAt: Instant,
  pollingClosesAt: Instant,
  voterAge: z.int().min(0),
  /** Absent in rolls that were opened before the rules said so: the last that is possible. */
  unknownBirthDay: z.enum(['last-possible', 'first-possible']).optional(),
  openedAt: Instant,
  requestDigest: Sha256,
  /** The number of files announced. Each is stored under its own number. */
  attempt: z.int().min(0),
  version: z.int().min(1),
}

export const Roll = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('empty') }),
  z.object({ ...common, status: z.literal('awaiting-file'), file: RollFile }),
  z.object({
    ...common,
    status: z.literal('importing'),
    file: RollFile,
    leavesOutWrongLines: z.boolean(),
    startedAt: Instant,
  }),
  z.object({
    ...common,
    status: z.literal('rejected'),
    file: RollFile,
    because: RejectionReason,
    problems: LineProblems,
    rejectedAt: Instant,
  }),
  z.object({
    ...common,
    status: z.literal('frozen'),
    file: RollFile,
    /** The number of lines that were left out on request. */
    problems: LineProblems,
    root: Sha256,
    /** A power of two. */
    shards: z.int().min(1),
    electorates: z.array(WardElectorate).readonly(),
    corrections: z.int().min(0),
    frozenAt: Instant,
  }),
])
export type Roll = z.infer<typeof Roll>
export type RollIn<Status extends Roll['status']> = Extract<Roll, { readonly status: Status }>

/** The present number of voters of a ward; undefined if the ward is not on the roll, or the roll is not frozen. */
export const electorateIn = (roll: Roll | undefined, wardCode: WardCode): number | undefined =>
  roll?.status === 'frozen' ? roll.electorates.find((each) => each.wardCode === wardCode)?.current : undefined

/** How many stood on the roll of a ward at some moment, whether or not they still do; undefined as in `electorateIn`. */
export const maximumVotersIn = (roll: Roll | undefined, wardCode: WardCode): number | undefined => {
  const found = roll?.status === 'frozen' ? roll.electorates.find((each) => each.wardCode === wardCode) : undefined
  return found === undefined ? undefined : found.frozen + (found.joined ?? 0)
}

type Facts = Pick<
  Roll,
  'electionId' | 'wards' | 'residencyOn' | 'pollingOn' | 'pollingOpensAt' | 'pollingClosesAt' | 'voterAge'
> &
  Partial<Pick<Roll, 'unknownBirthDay'>>

const midnight = TimeOfDay.parse('00:00')

/** Opens the roll of an election: from its reference day on, because the register of that day counts. */
export const openRoll = (facts: Facts, requestDigest: string, now: Instant) => {
  const from = instantInCity(facts.residencyOn, midnight)
  if (from === undefined || now < from) return refuse('before-reference-day', { residencyOn: facts.residencyOn })
  if (now >= facts.pollingOpensAt) return refuse('polling-opened', { pollingOpensAt: facts.pollingOpensAt })
  return rolls.begin('open', { ...facts, attempt: 0, openedAt: now, requestDigest })
}

const isLate = ({ pollingOpensAt }: Roll, now: Instant) =>
  now < pollingOpensAt ? undefined : refuse('polling-opened', { pollingOpensAt })

type Announced = { readonly sha256: string; readonly bytes: number }

/** Announces a file. It replaces one that was announced before and not imported. */
export const announceFile = (roll: Roll, { sha256, bytes }: Announced, now: Instant) =>
  rolls.take('announce-file', roll, (it) => {
    const facts = factsOf(it)
    return isLate(it, now) ?? { ...facts, attempt: it.attempt + 1, file: { sha256, bytes, announcedAt: now } }
  })

/** The part that stays the same in every state of a file. */
const factsOf = (roll: Roll) => ({
  electionId: roll.electionId,
  wards: roll.wards,
  residencyOn: roll.residencyOn,
  pollingOn: roll.pollingOn,
  pollingOpensAt: roll.pollingOpensAt,
  pollingClosesAt: roll.pollingClosesAt,
  voterAge: roll.voterAge,
  ...(roll.unknownBirthDay === undefined ? {} : { unknownBirthDay: roll.unknownBirthDay }),
  openedAt: roll.openedAt,
  requestDigest: roll.requestDigest,
  attempt: roll.attempt,
})

/** Starts the import of the file that was announced. */
export const startImport = (roll: Roll, leavesOutWrongLines: boolean, now: Instant) =>
  rolls.take(
    'start-import',
    roll,
    (it) => isLate(it, now) ?? { ...factsOf(it), file: it.file, leavesOutWrongLines, startedAt: now },
  )

/** Ends a failed import. */
export const rejectImport = (roll: Roll, because: RejectionReason, problems: LineProblems, now: Instant) =>
  rolls.take('reject', roll, (it) => ({ ...factsOf(it), file: it.file, because, problems, rejectedAt: now }))

type Frozen = Pick<RollIn<'frozen'>, 'root' | 'shards' | 'problems'> & { readonly voters: readonly number[] }

/** Freezes the roll. `voters`: the number in each of its wards, in their order. */
export const freezeRoll = (roll: Roll, { voters, ...frozen }: Frozen, now: Instant) =>
  rolls.take('freeze', roll, (it) => ({
    ...factsOf(it),
    file: it.file,
    ...frozen,
    electorates: it.wards.map((wardCode, index) => ({
      wardCode,
      frozen: voters[index] ?? 0,
      current: voters[index] ?? 0,
    })),
    corrections: 0,
    frozenAt: now,
  }))
