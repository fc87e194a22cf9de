// The roll of a played election: a register of made-up persons, and its import as an election office does it.
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { City } from '../scenario/city.ts'
import { type People, tagOf } from './people.ts'

export type WardVoters = { readonly wardCode: string; readonly eligible: number }

/** The CSV file of a register: this many made-up persons in each ward, all old enough. About 45 bytes each. */
export const registerFile = (wards: readonly WardVoters[]): Buffer => {
  const pieces = ['person;wardCode;birthDate\n']
  let person = 0
  for (const { wardCode, eligible } of wards)
    for (let n = 0; n < eligible; n++) {
      person += 1
      pieces.push(`demo-${String(person).padStart(7, '0')};${wardCode};${1930 + (n % 70)}-0${1 + (n % 9)}-1${n % 10}\n`)
    }
  return Buffer.from(pieces.join(''))
}

/** Opens the roll, uploads the file and has the workflow import it. Waits until the roll is frozen. */
export const importRegister = async (
  city: City,
  people: People,
  electionId: string,
  file: Buffer,
  onProgress: (lines: number) => void = () => {},
) => {
  const params = { electionId }
  const token = await people.office()
  const opened = await city.must('openRoll', { params, token })
  await city.must('announceRollFile', {
    params,
    body: { sha256: createHash('sha256').update(file).digest('hex'), bytes: file.length },
    ifMatch: tagOf(opened),
    token,
  })
  const { body: awaited, etag } = await city.must('getRollImport', { params, token })
  if (awaited.upload === undefined) throw new Error('The roll says no address for its file')
  const { href, headers } = awaited.upload
  const sent = await fetch(href, { method: 'PUT', headers, body: new Uint8Array(file) })
  if (!sent.ok) throw new Error(`The file was refused: ${sent.status} ${await sent.text()}`)
  await city.must('importRoll', { params, body: {}, ifMatch: tagOf({ etag }), token })
  for (;;) {
    const { body: roll } = await city.must('getRollImport', { params, token })
    if (roll.status === 'frozen') break
    if (roll.status === 'rejected') throw new Error(`The file was rejected: ${JSON.stringify(roll)}`)
    onProgress(roll.progress?.lines ?? 0)
    await pause(200)
  }
  return (await city.must('getRoll', { params })).body
}
