// Views of the versions of a text and of signatures: everyone sees texts, a resident their own signatures.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { InitiativeId } from '../../kernel/ids.ts'
import type { PublicHalf } from '../initiative.ts'
import { PublicInitiative, presentPublic } from '../present.ts'
import { PublicContent } from '../text/content.ts'
import { TextVersion } from '../text/text-version.ts'
import { counts, Support } from './support.ts'

/** A public version of the text, and since when it was public. */
export const PublicTextVersion = z
  .strictObject({
    textVersion: TextVersion.shape.textVersion,
    publishedAt: Instant,
    asksSignatures: z
      .boolean()
      .meta({ description: 'True of the first, and of each that asked the signatures again.' }),
    ...PublicContent.shape,
  })
  .meta({ id: 'InitiativeTextVersion' })

export const presentTextVersion = ({ textVersion, publishedAt, asksSignatures, content }: TextVersion) => ({
  textVersion,
  publishedAt,
  asksSignatures,
  ...content,
})

/** A resident's own signature, and whether it counts. */
export const OwnSupport = z
  .strictObject({
    initiativeId: InitiativeId,
    name: Support.shape.name,
    supportedAt: Instant,
    textVersion: Support.shape.textVersion,
    isCounted: z
      .boolean()
      .meta({ description: 'False where another text took the place of the one that was signed: sign again.' }),
  })
  .meta({ id: 'OwnSupport' })

/** A supported initiative, and the resident's signature. */
export const SupportedInitiative = z
  .strictObject({ support: OwnSupport, initiative: PublicInitiative })
  .meta({ id: 'SupportedInitiative' })

export const presentOwnSupport = (support: Support, initiative: PublicHalf): z.input<typeof OwnSupport> => ({
  initiativeId: support.initiativeId,
  name: support.name,
  supportedAt: support.supportedAt,
  textVersion: support.textVersion,
  isCounted: counts(support, initiative),
})

export const presentSupported = (
  { support, initiative }: { readonly support: Support; readonly initiative: PublicHalf },
  now: Instant,
): z.input<typeof SupportedInitiative> => ({
  support: presentOwnSupport(support, initiative),
  initiative: presentPublic(initiative, now),
})
