import type * as z from 'zod'
import type { Correction } from './correction.ts'
import type { PublicRoll, RollCorrection, RollImport } from './operations.ts'
import type { Roll, RollIn } from './roll.ts'

type Upload = { readonly href: string; readonly headers: Record<string, string>; readonly expiresAt: string }
type Progress = { readonly step: 'reading' | 'checking' | 'freezing'; readonly lines: number; readonly bytes: number }

/** The election office's view of a roll. */
export const presentImport = (
  roll: Roll,
  beside: { readonly upload?: Upload | undefined; readonly progress?: Progress | undefined } = {},
): z.input<typeof RollImport> => ({
  electionId: roll.electionId,
  status: roll.status,
  wards: [...roll.wards],
  residencyOn: roll.residencyOn,
  voterAge: roll.voterAge,
  file: 'file' in roll ? { sha256: roll.file.sha256, bytes: roll.file.bytes } : undefined,
  upload: beside.upload,
  progress: beside.progress,
  because: roll.status === 'rejected' ? roll.because : undefined,
  problems: 'problems' in roll ? { total: roll.problems.total, listed: [...roll.problems.listed] } : undefined,
})

/** The public view of a frozen roll. */
export const presentRoll = (roll: RollIn<'frozen'>): z.input<typeof PublicRoll> => ({
  electionId: roll.electionId,
  residencyOn: roll.residencyOn,
  voterAge: roll.voterAge,
  root: roll.root,
  shards: roll.shards,
  electorates: [...roll.electorates],
  corrections: roll.corrections,
  frozenAt: roll.frozenAt,
})

/** A correction without its person. */
export const presentCorrection = ({ digest: _, ...correction }: Correction): z.input<typeof RollCorrection> =>
  correction
