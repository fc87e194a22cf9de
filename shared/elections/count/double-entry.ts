// The decisions of double entry. The second typist learns that a cell differs, but not the other value; a differing
// cell is returned blank, and only that one.
import type { Instant } from '../../kernel/clock.ts'
import type { ResidentId } from '../../kernel/ids.ts'
import { type Objection, type Refusal, refuse } from '../../kernel/refusals.ts'
import type { CountRules } from '../rules/election-rules.ts'
import { type Cells, type CountForm, differingCells, differingFromFile, isInFiles, unknownCells } from './cells.ts'
import { checkStation } from './checks.ts'
import { type Finding, findings, isError } from './findings.ts'
import { stationCounts } from './machine.ts'
import type { Entry, StationCount } from './station-count.ts'

/** The data that entries are checked against. */
type Basis = { readonly form: CountForm; readonly rules: CountRules; readonly councilAdmitted?: number }

const base = ({ electionId, wardCode, station, name, session, requestDigest }: StationCount) => ({
  electionId,
  wardCode,
  station,
  name,
  session,
  requestDigest,
})

const judge = ({ cells, handled, file }: Entry, { form, rules, councilAdmitted }: Basis) => {
  const all = checkStation(cells, form, rules, councilAdmitted)
  // A file does not hold what is only on the paper: that is checked in the other entry, which is typed from it.
  const found = file === undefined ? all : all.filter((finding) => finding.cells.every(isInFiles))
  const explained = new Set(handled.map(({ code }) => code))
  return {
    errors: found.filter(isError),
    open: found.filter((finding) => !isError(finding) && !explained.has(finding.code)),
  }
}

const codesOf = (found: readonly Finding[]) => found.map(({ code }) => code)
const named = (found: readonly Finding[]) => codesOf(found).join(', ')

/** Describes what is wrong at which cell. */
const objectionsOf = (found: readonly Finding[]): Objection[] =>
  found.flatMap(({ code, cells }) => cells.map((cell) => ({ pointer: `/cells/${cell}`, rule: findings[code] })))

const objectionToForm = (entry: Entry, { form }: Basis): Refusal<'cells-unknown'> | undefined => {
  const unknown = unknownCells(entry.cells, form)
  return unknown.length > 0 ? refuse('cells-unknown', { cells: unknown.slice(0, 20).join(', ') }) : undefined
}

const objectionToWarnings = (open: readonly Finding[]): Refusal<'warnings-not-handled'> | undefined =>
  open.length > 0 ? refuse('warnings-not-handled', { codes: named(open) }, objectionsOf(open)) : undefined

type Expected = Pick<StationCount, 'electionId' | 'wardCode' | 'station' | 'name' | 'session' | 'requestDigest'>

/** A station whose count is expected in a session. */
export const expectStation = (expected: Expected) => stationCounts.begin('expect', expected)

/** A station that was forgotten or came late. One that an earlier session counted is counted again by a session that names it. */
export const addStation = (expected: Expected, standing: StationCount | undefined) =>
  standing !== undefined && standing.session !== expected.session
    ? refuse('station-counted-before', { session: standing.session })
    : expectStation(expected)

/** Somebody takes the next entry of a station, once the polls have closed. */
export const claimEntry = (count: StationCount, typist: ResidentId, pollingClosesAt: Instant, now: Instant) => {
  if (now < pollingClosesAt) return refuse('polling-not-closed', { pollingClosesAt })
  return count.status === 'first-final' ? claimSecond(count, typist) : claimFirst(count, typist)
}

/** Finishes the entry that is open: the first, the second, or one that was returned. */
export const finishEntry = (count: StationCount, entry: Entry, basis: Basis) => {
  if (count.status === 'returned') return correctEntry(count, entry.by, entry.cells, entry.handled, basis)
  return count.status === 'second-open' ? finaliseSecond(count, entry, basis) : finaliseFirst(count, entry, basis)
}

type Settlement =
  | { readonly action: 'keep' | 'return'; readonly which: 'first' | 'second' }
  | { readonly action: 'resume' | 'discard' }

/** The coordinator settles entries that differ or have errors. */
export const settleEntries = (count: StationCount, settlement: Settlement) => {
  switch (settlement.action) {
    case 'keep':
      return keepEntry(count, settlement.which)
    case 'return':
      return returnEntry(count, settlement.which)
    case 'resume':
      return resumeFirst(count)
    case 'discard':
      return resetCount(count)
    default:
      return settlement satisfies never
  }
}

/** Somebody takes the first entry of a station. */
export const claimFirst = (count: StationCount, typist: ResidentId) =>
  stationCounts.take('claim-first', count, (it) => ({ ...base(it), typist, draft: {} }))

/** A typist discards their own open entry; nothing of it is kept. */
export const discardOwn = (count: StationCount, typist: ResidentId) => {
  if (count.status === 'second-open')
    return stationCounts.take('discard-second', count, (it) =>
      it.typist === typist ? { ...base(it), first: it.first } : refuse('entry-of-another'),
    )
  return stationCounts.take('discard-first', count, (it) =>
    it.typist === typist ? base(it) : refuse('entry-of-another'),
  )
}

/** The first entry is finished. With errors it waits for the coordinator; open warnings block it. */
export const finaliseFirst = (count: StationCount, entry: Entry, basis: Basis) => {
  const { errors, open } = judge(entry, basis)
  const check = (typist: ResidentId) =>
    typist === entry.by ? objectionToForm(entry, basis) : refuse('entry-of-another')
  if (errors.length > 0)
    return stationCounts.take(
      'finalise-with-errors',
      count,
      (it) => check(it.typist) ?? { ...base(it), first: entry, errors: codesOf(errors) },
    )
  return stationCounts.take(
    'finalise-first',
    count,
    (it) => check(it.typist) ?? objectionToWarnings(open) ?? { ...base(it), first: entry },
  )
}

/** The coordinator lets the typist continue with an entry that has errors. */
export const resumeFirst = (count: StationCount) =>
  stationCounts.take('resume', count, (it) => ({ ...base(it), typist: it.first.by, draft: it.first.cells }))

/** Somebody else takes the second entry. */
export const claimSecond = (count: StationCount, typist: ResidentId) =>
  stationCounts.take('claim-second', count, (it) =>
    it.first.by === typist ? refuse('same-typist') : { ...base(it), first: it.first, typist },
  )

const isFromFile = ({ file }: Entry): boolean => file !== undefined

const differencesOf = (first: Entry, second: Entry, form: CountForm) =>
  isFromFile(first) || isFromFile(second)
    ? differingFromFile(first.cells, second.cells, form)
    : differingCells(first.cells, second.cells, form)

/** The cells of a count: where one entry came from a file, as they were typed from the paper. */
const agreed = (first: Entry, second: Entry): Entry =>
  isFromFile(first) ? { ...first, cells: { ...first.cells, ...second.cells } } : first

const compared = (count: StationCount, first: Entry, second: Entry, { form }: Basis) => {
  const differing = differencesOf(first, second, form)
  return differing.length === 0
    ? stationCounts.take('agree', count, (it) => ({ ...base(it), first: agreed(first, second), secondBy: second.by }))
    : stationCounts.take('differ', count, (it) => ({ ...base(it), first, second, differing }))
}

const objectionToSecond = (entry: Entry, basis: Basis) => {
  const { errors, open } = judge(entry, basis)
  if (errors.length > 0) return refuse('entry-has-errors', { codes: named(errors) }, objectionsOf(errors))
  return objectionToForm(entry, basis) ?? objectionToWarnings(open)
}

/** The second entry is finished: equal to the first it makes the count definitive, otherwise the coordinator decides. */
export const finaliseSecond = (count: StationCount, entry: Entry, basis: Basis) => {
  if (count.status !== 'second-open') return refuse('entry-not-open', { status: count.status })
  if (count.typist !== entry.by) return refuse('entry-of-another')
  return objectionToSecond(entry, basis) ?? compared(count, count.first, entry, basis)
}

/** An entry that was read from a file, by its digest. */
export type FileEntry = Entry & { readonly file: string }

const entriesOf = (count: StationCount): readonly Entry[] => [
  ...('first' in count ? [count.first] : []),
  ...('second' in count ? [count.second] : []),
]
const isTypingOwn = (count: StationCount, typist: ResidentId) => 'typist' in count && count.typist === typist

/** Whether this file is an entry of the station already, and the caller is not making another. */
export const isImported = (count: StationCount, { file, by }: Pick<FileEntry, 'file' | 'by'>): boolean =>
  !isTypingOwn(count, by) && entriesOf(count).some((each) => each.file === file)

/**
 * Finishes the caller's open entry with a file of counting software. One of the two entries is always typed from the paper: two
 * files can repeat one mistake of the software, and what was discarded by hand must not leave a count that nobody read. So a
 * file beside a file is refused, and so is a file with errors, of which nothing is kept.
 */
export const importEntry = (count: StationCount, entry: FileEntry, basis: Basis) => {
  const standing = entriesOf(count).find(isFromFile)?.file
  if (isTypingOwn(count, entry.by)) {
    if (standing !== undefined) return refuse('file-beside-file', { file: standing })
    const { errors } = judge(entry, basis)
    if (errors.length > 0) return refuse('entry-has-errors', { codes: named(errors) }, objectionsOf(errors))
    return count.status === 'second-open' ? finaliseSecond(count, entry, basis) : finaliseFirst(count, entry, basis)
  }
  if (standing !== undefined) return refuse('another-file-stands', { file: standing, status: count.status })
  return 'typist' in count ? refuse('entry-of-another') : refuse('entry-not-open', { status: count.status })
}

/** The coordinator keeps one of two entries that differ. It becomes the first, and somebody else enters a new second. */
export const keepEntry = (count: StationCount, which: 'first' | 'second') =>
  stationCounts.take('keep', count, (it) => ({ ...base(it), first: it[which] }))

/** The coordinator returns one of two differing entries to its typist. */
export const returnEntry = (count: StationCount, which: 'first' | 'second') =>
  stationCounts.take('return', count, (it) => ({
    ...base(it),
    first: it.first,
    second: it.second,
    differing: it.differing,
    which,
  }))

/** The returned entry, corrected: only the cells that differed may change. Then both are compared again. */
export const correctEntry = (
  count: StationCount,
  typist: ResidentId,
  corrected: Cells,
  handled: Entry['handled'],
  basis: Basis,
) => {
  if (count.status !== 'returned') return refuse('entry-not-open', { status: count.status })
  const { which } = count
  const before = count[which]
  if (before.by !== typist) return refuse('entry-of-another')
  const asked = new Set(count.differing)
  const others = Object.keys(corrected).filter((name) => !asked.has(name))
  if (others.length > 0) return refuse('cells-not-returned', { cells: others.slice(0, 20).join(', ') })
  const kept = Object.fromEntries(Object.entries(before.cells).filter(([name]) => !asked.has(name)))
  // Earlier explanations are kept.
  const explained = new Map([...before.handled, ...handled].map((each) => [each.code, each]))
  const entry: Entry = { ...before, cells: { ...kept, ...corrected }, handled: [...explained.values()] }
  const [first, second] = which === 'first' ? [entry, count.second] : [count.first, entry]
  return objectionToSecond(entry, basis) ?? compared(count, first, second, basis)
}

/** The coordinator discards both entries: they are made again. */
export const resetCount = (count: StationCount) => stationCounts.take('reset', count, base)
