// Turns a line of the register into a voter, or reports what is wrong with it.
import { ageOn, type LocalDate } from '../../kernel/clock.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { birthDateOf, type UnknownBirthDay } from './birth-date.ts'
import { columnsOf, headerOf, type RegisterHeader } from './columns.ts'
import { linesOf } from './lines.ts'
import type { LineProblem, LineProblemCode } from './problems.ts'

/** Who is eligible: residents of these wards on the reference day who have reached the age on polling day. */
export type Eligibility = {
  readonly wards: readonly WardCode[]
  readonly residencyOn: LocalDate
  readonly pollingOn: LocalDate
  readonly voterAge: number
  /** Which day counts if the register has no day of birth, or no month. By default the last possible one. */
  readonly unknownBirthDay?: UnknownBirthDay | undefined
}

/** A person in the file. `person`: the register's pseudonym, including leading zeros. */
export type ReadVoter = { readonly line: number; readonly person: string; readonly wardIndex: number }

const longestPerson = 200

/** Reads lines by the header line. */
const readerOf = (
  header: RegisterHeader,
  { wards, residencyOn, pollingOn, voterAge, unknownBirthDay }: Eligibility,
) => {
  const indexOf = new Map<string, number>(wards.map((code, index) => [code, index]))
  // There are only some forty thousand different birthdays, so each is judged once.
  const judged = new Map<string, LineProblemCode | 'none'>()
  const judge = (text: string): LineProblemCode | 'none' => {
    const birthDate = birthDateOf(text, unknownBirthDay)
    if (birthDate === undefined) return 'birth-date-invalid'
    if (birthDate === 'unknown') return 'birth-date-unknown'
    const isTooYoung = ageOn(birthDate, pollingOn) < voterAge
    const code = birthDate > residencyOn ? 'born-after-reference-day' : isTooYoung ? 'too-young' : 'none'
    judged.set(text, code)
    return code
  }
  return (line: number, text: string): ReadVoter | LineProblem => {
    const fields = columnsOf(text, header)
    if ('problem' in fields) return { line, code: fields.problem }
    const { person, wardCode, birthDate } = fields
    if (person === '') return { line, code: 'person-missing' }
    if (person.length > longestPerson) return { line, code: 'person-too-long' }
    const wardIndex = indexOf.get(wardCode)
    if (wardIndex === undefined) return { line, code: 'ward-not-in-election' }
    const code = judged.get(birthDate) ?? judge(birthDate)
    return code === 'none' ? { line, person, wardIndex } : { line, code }
  }
}

/** A chunk of the file: its voters, its problems, and the number of its last line. */
export type ReadPiece = {
  readonly voters: readonly ReadVoter[]
  readonly problems: readonly LineProblem[]
  readonly lines: number
  /** The header line could not be read, so the rest was not read. */
  readonly isHeaderWrong?: true
}

/**
 * Reads a streamed register. If the header line cannot be read, that is the only problem: the other lines have no
 * meaning without it. Empty lines are skipped.
 */
export async function* readRegister(
  bytes: AsyncIterable<Uint8Array>,
  eligibility: Eligibility,
): AsyncGenerator<ReadPiece> {
  let read: ReturnType<typeof readerOf> | undefined
  for await (const lines of linesOf(bytes)) {
    const [voters, problems]: [ReadVoter[], LineProblem[]] = [[], []]
    for (const line of lines) {
      if (read === undefined) {
        const header = 'text' in line ? headerOf(line.text) : { problem: line.problem }
        if ('problem' in header) {
          const problems = [{ line: line.number, code: header.problem }]
          yield { voters: [], problems, lines: line.number, isHeaderWrong: true }
          return
        }
        read = readerOf(header, eligibility)
      } else if ('problem' in line) problems.push({ line: line.number, code: line.problem })
      else if (line.text.trim() !== '') {
        const found = read(line.number, line.text)
        if ('code' in found) problems.push(found)
        else voters.push(found)
      }
    }
    yield { voters, problems, lines: lines.at(-1)?.number ?? 0 }
  }
}
