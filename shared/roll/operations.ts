// API operations on rolls.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Instant, LocalDate } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { ElectionId, PollId, WardCode } from '../kernel/ids.ts'
import { Line } from '../kernel/text.ts'
import { Correction, CorrectionChange } from './correction.ts'
import { RollProof } from './frozen/shards.ts'
import { rollRefusals } from './refusals.ts'
import { LineProblem } from './register/problems.ts'
import { maximumFileBytes, RejectionReason, WardElectorate } from './roll.ts'

const operation = operationsOf('roll', rollRefusals)
const params = z.strictObject({ electionId: ElectionId })
const about = { missing: 'roll-not-found' } as const
const person = Line(200).meta({ description: 'The register’s pseudonym of the person. It is not kept.' })

const Problems = z.strictObject({ total: z.int(), listed: z.array(LineProblem) }).meta({ id: 'RollLineProblems' })

/** The progress of an election's roll, for the election office. */
export const RollImport = z
  .strictObject({
    electionId: ElectionId,
    status: z.enum(['empty', 'awaiting-file', 'importing', 'rejected', 'frozen']),
    wards: z.array(WardCode),
    residencyOn: LocalDate,
    voterAge: z.int(),
    file: z.strictObject({ sha256: Sha256, bytes: z.int() }).optional(),
    upload: z
      .strictObject({
        href: z.string(),
        headers: z.record(z.string(), z.string()),
        expiresAt: Instant,
      })
      .optional(),
    progress: z
      .strictObject({
        step: z.enum(['reading', 'checking', 'freezing']),
        lines: z.int(),
        bytes: z.int(),
      })
      .optional(),
    because: RejectionReason.optional(),
    problems: Problems.optional(),
  })
  .meta({ id: 'RollImport' })

/** The public view of a frozen roll: the numbers, and the root with which all voters can check that they are on it. */
export const PublicRoll = z
  .strictObject({
    electionId: ElectionId,
    residencyOn: LocalDate,
    voterAge: z.int(),
    root: Sha256,
    shards: z.int(),
    electorates: z.array(WardElectorate.meta({ id: 'WardElectorate' })),
    corrections: z.int(),
    frozenAt: Instant,
  })
  .meta({ id: 'Roll' })

export const openRoll = operation({
  id: 'openRoll',
  method: 'POST',
  path: '/elections/{electionId}/roll',
  summary: { nl: 'Open de kiezerslijst van een verkiezing', en: 'Open the roll of an election' },
  description:
    'From the reference day on. The roll gets its own key, from which the digests of persons are made; opening it again changes nothing.',
  access: access.electionOffice,
  requires: 'idempotency-key',
  params,
  responses: { 201: RollImport },
  refusals: ['roll-not-found', 'before-reference-day', 'polling-opened', 'election-called-off'],
})

export const announceRollFile = operation({
  id: 'announceRollFile',
  method: 'POST',
  path: '/elections/{electionId}/roll/_announce-file',
  summary: { nl: 'Kondig het bestand van het register aan', en: 'Announce the file of the register' },
  description:
    'CSV in UTF-8 with the columns person, wardCode and birthDate, parted by semicolons, commas or tabs. A birth date may lack its day or its month (`1970-05-00`, `1970-00-00`): the rules of the election say which day counts then. Its length and SHA-256 are announced, so that no other file takes its place. `getRollImport` then says where to send it.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ sha256: Sha256.max(64), bytes: z.int().min(1).max(maximumFileBytes) }),
  responses: { 200: RollImport },
  refusals: ['roll-takes-no-file', 'polling-opened'],
})

export const importRoll = operation({
  id: 'importRoll',
  method: 'POST',
  path: '/elections/{electionId}/roll/_import',
  summary: { nl: 'Lees het bestand van het register in', en: 'Import the file of the register' },
  description:
    'One import at a time. If any line is wrong, nothing is taken over, unless it is asked to leave such lines out. Without mistakes the roll is frozen.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ leavesOutWrongLines: z.boolean().default(false) }),
  responses: { 200: RollImport },
  refusals: ['no-file-announced', 'polling-opened'],
})

export const getRollImport = operation({
  id: 'getRollImport',
  method: 'GET',
  path: '/elections/{electionId}/roll/import',
  summary: { nl: 'Hoe ver de kiezerslijst is', en: 'How far the roll is' },
  description:
    'Progress while a file is imported; what is wrong with it by line number, the first hundred and the number of all. No line is repeated.',
  access: access.electionOffice,
  about,
  params,
  responses: { 200: RollImport },
})

export const getRoll = operation({
  id: 'getRoll',
  method: 'GET',
  path: '/elections/{electionId}/roll',
  summary: { nl: 'De kiezerslijst in aantallen', en: 'The roll in numbers' },
  description:
    'How many may vote in each ward, and the root of the frozen roll. It names nobody; people on it can prove that to themselves.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicRoll },
  refusals: ['roll-not-frozen'],
})

export const correctRoll = operation({
  id: 'correctRoll',
  method: 'POST',
  path: '/elections/{electionId}/roll/_correct',
  summary: { nl: 'Herstel de kiezerslijst voor een persoon', en: 'Correct the roll for one person' },
  description:
    'Until the polls close. The frozen entries stay as they are; the correction is kept on top of them with its reason, by the digest of the person.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ person, correction: CorrectionChange }),
  responses: { 200: PublicRoll },
  refusals: ['roll-not-frozen', 'polling-closed', 'ward-not-on-roll', 'person-not-on-roll', 'person-on-roll-already'],
})

/** A correction for the election office, without the person. */
export const RollCorrection = Correction.omit({ digest: true })
  .extend({ change: z.enum(['strike', 'add', 'move']) })
  .strict()
  .meta({ id: 'RollCorrection' })

export const listRollCorrections = operation({
  id: 'listRollCorrections',
  method: 'GET',
  path: '/elections/{electionId}/roll/corrections',
  summary: { nl: 'Wat op de kiezerslijst is hersteld', en: 'What was corrected on the roll' },
  description: 'In the order in which it was corrected, without persons.',
  access: access.electionOffice,
  about,
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(RollCorrection) },
})

/** A person's place on the roll, for themselves. */
export const MyRollEntry = z
  .strictObject({
    wardCode: WardCode,
    /** The number of the correction that put them there; the frozen roll then proves nothing about it. */
    correctedBy: z.int().optional(),
    proof: RollProof.optional(),
    /** The online poll of that ward, where it has one. */
    pollId: PollId.optional(),
    /** How you vote, once that is marked: whoever took a permit to vote online counts as online. */
    marked: z.enum(['paper', 'online']).optional(),
  })
  .meta({ id: 'MyRollEntry' })

export const getMyRollEntry = operation({
  id: 'getMyRollEntry',
  method: 'GET',
  path: '/elections/{electionId}/roll/my-entry',
  summary: { nl: 'Sta ik op de kiezerslijst?', en: 'Am I on the roll?' },
  description:
    'The ward in which you may vote, with the proof that you are on the frozen roll, the online poll of that ward, and whether you are marked as voting on paper or online. Only you can ask, and only you can check it: it takes your own pseudonym.',
  access: access.self,
  params,
  responses: { 200: MyRollEntry },
  refusals: ['roll-not-found', 'roll-not-frozen', 'not-on-roll', 'person-not-known'],
})

export const markPaperVoter = operation({
  id: 'markPaperVoter',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/paper-voters',
  summary: { nl: 'Teken aan dat iemand op papier stemt', en: 'Mark that somebody votes on paper' },
  description:
    'At the polling station, before the ballot paper is handed over. A person with a mark cannot vote again, on paper or online. `has-online-permit`: with a permit to vote online a person can vote only online, because nobody can see whether they have voted already. Repeating the request gives the same answer.',
  access: access.electionOffice,
  requires: 'idempotency-key',
  params: z.strictObject({ electionId: ElectionId, wardCode: WardCode }),
  body: z.strictObject({ person }),
  responses: { 204: z.undefined() },
  refusals: [
    'roll-not-found',
    'roll-not-frozen',
    'polling-not-open',
    'election-called-off',
    'person-not-on-roll',
    'person-of-other-ward',
    'has-voted',
    'has-online-permit',
  ],
})

/** Operations that need no key of the roll. */
export const ordinaryRollOperations = {
  announceRollFile,
  importRoll,
  getRollImport,
  getRoll,
  listRollCorrections,
} as const
/** Operations that look up a person. */
export const personRollOperations = { getMyRollEntry, correctRoll, markPaperVoter } as const
export const rollOperations = { openRoll, ...ordinaryRollOperations, ...personRollOperations } as const
