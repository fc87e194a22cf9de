// Public views of agreements, texts, comments and actions. The author of a comment is never included.
import * as z from 'zod'
import { Area } from '../kernel/area.ts'
import { Instant } from '../kernel/clock.ts'
import { AgreementId, CommentId } from '../kernel/ids.ts'
import { type Action, ActionStatus, actionFields, Evidence } from './actions/action.ts'
import type { Shares } from './actions/shares.ts'
import { type Agreement, agreementFields, agreementStatuses } from './agreement/agreement.ts'
import type { Comment } from './agreement/comment.ts'
import { type Difference, Part, TextVersion, TextVersionHead } from './agreement/text.ts'
import { nameOfRules } from './rules/agreement-rules.ts'

export const PublicAgreement = z
  .strictObject({ ...agreementFields, status: z.enum(agreementStatuses).meta({ id: 'AgreementStatus' }) })
  .meta({ id: 'Agreement' })

/** The public view of an agreement. */
export const presentAgreement = (agreement: Agreement): z.input<typeof PublicAgreement> => {
  const { version: _, requestDigest: __, ruleSet, ...shown } = agreement
  return { ...shown, ruleSet: nameOfRules(ruleSet) }
}

export const PublicTextHead = z.strictObject(TextVersionHead.shape).meta({ id: 'AgreementTextHead' })
export const PublicText = z.strictObject(TextVersion.shape).meta({ id: 'AgreementText' })

export const PublicDifferences = z
  .strictObject({
    from: z.int(),
    to: z.int(),
    differences: z.array(
      z
        .strictObject({
          key: z.string(),
          change: z.enum(['added', 'removed', 'changed', 'moved']).meta({ id: 'AgreementChange' }),
          before: Part.optional(),
          after: Part.optional(),
        })
        .meta({ id: 'AgreementDifference' }),
    ),
  })
  .meta({ id: 'AgreementDifferences' })

/** The public view of the differences between two versions. */
export const presentDifferences = (
  from: number,
  to: number,
  differences: readonly Difference[],
): z.input<typeof PublicDifferences> => ({ from, to, differences: [...differences] })

export const PublicComment = z
  .strictObject({ id: CommentId, agreementId: AgreementId, text: z.string(), textVersion: z.int(), at: Instant })
  .meta({ id: 'AgreementComment' })

/** The public view of a comment, without its author. */
export const presentComment = ({ id, agreementId, text, textVersion, at }: Comment): z.input<typeof PublicComment> => ({
  ...{ id, agreementId, text, textVersion, at },
})

const PublicNote = z
  .strictObject({ at: Instant, by: z.string(), text: z.string(), isLate: z.boolean(), evidence: z.array(Evidence) })
  .meta({ id: 'ActionNote' })

export const PublicAction = z
  .strictObject({
    ...actionFields,
    status: ActionStatus,
    notes: z.array(PublicNote),
  })
  .meta({ id: 'Action' })

/** The public view of an action. */
export const presentAction = (action: Action): z.input<typeof PublicAction> => {
  const { version: _, requestDigest: __, notes, ...shown } = action
  return { ...shown, notes: notes.map(({ id: ___, requestDigest: ____, ...note }) => note) }
}

const Percentages = z
  .strictObject({ realised: z.int(), dropped: z.int(), continuing: z.int() })
  .meta({ id: 'SharePercentages' })
const shares = {
  actions: z.int(),
  realised: z.int(),
  dropped: z.int(),
  continuing: z.int(),
  percentages: Percentages.nullable().meta({ description: 'Of all actions; null where there are none.' }),
}
export const PublicShares = z
  .strictObject({
    year: z.int(),
    city: z.strictObject(shares).meta({ id: 'SharesOfCity' }),
    areas: z.array(z.strictObject({ area: Area, ...shares }).meta({ id: 'SharesOfArea' })),
    wards: z.array(z.strictObject({ wardCode: z.string(), ...shares }).meta({ id: 'SharesOfWard' })),
  })
  .meta({ id: 'AgreementShares' })

const presentShare = <Place extends Shares>({ percentages, ...share }: Place) => ({
  ...share,
  percentages: percentages ?? null,
})

type SharesByPlace = {
  readonly city: Shares
  readonly areas: readonly (Shares & { readonly area: Area })[]
  readonly wards: readonly (Shares & { readonly wardCode: string })[]
}

/** The public figures of a year. */
export const presentShares = (year: number, { city, areas, wards }: SharesByPlace): z.input<typeof PublicShares> => ({
  year,
  city: presentShare(city),
  areas: areas.map(presentShare),
  wards: wards.map(presentShare),
})
