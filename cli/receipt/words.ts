// The verdict on a receipt in words, for the voter.
import type { Bilingual } from '../../shared/kernel/refusals.ts'
import { printable } from '../../shared/kernel/text.ts'
import { hashOf } from '../verify/canonical.ts'
import type { Judgement } from './judge.ts'
import type { Receipt } from './receipt.ts'

export type Language = keyof Bilingual

const laterWords = {
  nl: 'De uitslag is nog niet bekendgemaakt. Bewaar uw ontvangstbewijs en probeer het later opnieuw.',
  en: 'The result has not been published yet. Keep your receipt and try again later.',
}
const unpublished: { readonly [Phase in Judgement['phase']]: Bilingual } = {
  announced: laterWords,
  open: laterWords,
  counting: laterWords,
  'awaiting-lots': laterWords,
  published: laterWords,
  withheld: {
    nl: 'De uitslag wordt achtergehouden, omdat de telling niet klopt, of omdat zo weinig mensen stemden dat hun keuze bekend zou worden. Bewaar uw ontvangstbewijs: het verkiezingsbureau zegt wat er volgt.',
    en: 'The result is withheld because the count does not add up, or because so few voted that their choices would become known. Keep your receipt: the election office says what follows.',
  },
  void: {
    nl: 'De stemming is ongeldig verklaard. Er is geen uitslag; het verkiezingsbureau zegt waarom en of er opnieuw wordt gestemd.',
    en: 'The poll was declared void. There is no result; the election office says why, and whether the vote is held again.',
  },
  cancelled: {
    nl: 'De stemming is afgelast. Er wordt niets geteld.',
    en: 'The poll was called off. Nothing is counted.',
  },
}

const countedOtherwise = {
  nl: 'Met uw stembewijs is een stembiljet geteld, maar niet met deze keuze. Het stembewijs is later opnieuw gebruikt: hebt u dat zelf gedaan, controleer dan het ontvangstbewijs van uw laatste stem. Hebt u dat niet gedaan, dan heeft een ander uw stembewijs gehad, of klopt het getoonde bewijs niet: meld het bij het verkiezingsbureau.',
  en: 'A ballot with your permit was counted, but not with this choice. The permit was used again later: if that was you, check the receipt of your last vote. If it was not, somebody else has had your permit, or the proof shown is wrong: tell the election office.',
}

/** Evidence for a complaint. It does not reveal the choice. */
const evidence = ({ accepted }: Judgement, { pollId, ballotHash, acceptance }: Receipt): Bilingual => ({
  nl: `Dat is bewijs: dien ermee een klacht in bij het verkiezingsbureau. Laat alleen dit zien, en nooit het hele ontvangstbewijs:
  stemming ${pollId}
  stembiljet ${ballotHash}${accepted === undefined ? '' : `\n  nummer ${accepted.number}\n  hash ${accepted.digest}`}
  aangenomen ${acceptance}`,
  en: `That is evidence: lodge a complaint with the election office. Show only this, and never the whole receipt:
  poll ${pollId}
  ballot ${ballotHash}${accepted === undefined ? '' : `\n  number ${accepted.number}\n  digest ${accepted.digest}`}
  acceptance ${acceptance}`,
})

/** For a signed ballot: only the voter could have signed a later one, and there is none. */
const changed = (judgement: Judgement, receipt: Receipt): Bilingual => {
  if (receipt.format === 'wijk-receipt/1') return countedOtherwise
  const shown = evidence(judgement, receipt)
  return judgement.isAccepted
    ? {
        nl: `Met uw stembewijs is een ander stembiljet geteld dan u hebt uitgebracht, of het getoonde bewijs klopt niet. U hebt geen later stembiljet ondertekend, en de stemming heeft ondertekend dat het uwe is aangenomen. ${shown.nl}`,
        en: `Another ballot was counted with your permit than the one you cast, or the proof shown is wrong. No later ballot was signed with your key, and the poll has signed that it accepted yours. ${shown.en}`,
      }
    : {
        nl: 'Met dit stembewijs is een ander stembiljet geteld, en de stemming heeft niet ondertekend dat dit is aangenomen: dit ontvangstbewijs bewijst niets.',
        en: 'Another ballot was counted with this permit, and the poll did not sign that it accepted this one: this receipt proves nothing.',
      }
}

const notCounted = (judgement: Judgement, receipt: Receipt): Bilingual => {
  const shown = evidence(judgement, receipt)
  return judgement.isAccepted
    ? {
        nl: `Uw stembiljet is niet geteld, hoewel de stemming heeft ondertekend dat het is aangenomen. ${shown.nl}`,
        en: `Your ballot was not counted, though the poll has signed that it was accepted. ${shown.en}`,
      }
    : {
        nl: 'Met dit stembewijs is geen stembiljet geteld, en de stemming heeft niet ondertekend dat er een is aangenomen: dit ontvangstbewijs bewijst niets.',
        en: 'No ballot was counted with this permit, and the poll did not sign that it accepted one: this receipt proves nothing.',
      }
}

const verdictWords = (judgement: Judgement, receipt: Receipt): Bilingual => {
  switch (judgement.verdict) {
    case 'counted-as-cast':
      return {
        nl: '✓ Uw stembiljet is geteld zoals u het hebt uitgebracht.',
        en: '✓ Your ballot was counted as you cast it.',
      }
    case 'counted-later':
      return {
        nl: 'Dit stembiljet is vervangen: geteld is een later stembiljet, ondertekend met uw eigen sleutel. Hebt u zelf opnieuw gestemd, controleer dan het ontvangstbewijs van uw laatste stem. Hebt u dat niet gedaan, dan heeft een ander uw sleutel gehad: meld het bij het verkiezingsbureau.',
        en: 'This ballot was replaced: a later one was counted, signed with your own key. If you voted again, check the receipt of your last vote. If you did not, somebody else has had your key: tell the election office.',
      }
    case 'counted-otherwise':
      return changed(judgement, receipt)
    case 'not-counted':
      return notCounted(judgement, receipt)
    case 'not-published':
      return unpublished[judgement.phase]
    case 'not-to-be-trusted':
      return {
        nl: `Wat er van deze stemming is bekendgemaakt, klopt niet: ${printable(judgement.objection ?? '')}. Bewaar uw ontvangstbewijs en meld het bij het verkiezingsbureau.`,
        en: `What was published of this poll does not hold together: ${printable(judgement.objection ?? '')}. Keep your receipt and tell the election office.`,
      }
    default:
      return judgement.verdict satisfies never
  }
}

const askedWords = ({ asked }: Judgement): Bilingual | undefined =>
  asked && {
    nl: `Gevraagd naar ${asked.together} stembiljetten tegelijk, door het begin van de hash: "${asked.prefix}". Welke de uwe is, is nergens heen gestuurd.`,
    en: `Asked for ${asked.together} ballots together, by the beginning of the hash: "${asked.prefix}". Which one is yours was sent nowhere.`,
  }

/** SHA-256 of the signing key, if the reader has given no key to compare it with. */
const keyWords = ({ signingKey }: Judgement, isPinned: boolean): Bilingual | undefined => {
  if (signingKey === undefined || isPinned) return undefined
  const fingerprint = hashOf(Buffer.from(signingKey, 'base64')).toString('hex')
  return {
    nl: `De sleutel van de stad kwam van hetzelfde adres. Vergelijk de SHA-256 ervan met wat de stad bekendmaakt:\n  ${fingerprint}`,
    en: `The city's key came from the same address. Compare its SHA-256 with what the city publishes:\n  ${fingerprint}`,
  }
}

/** `isPinned`: the key of the city came from another source. */
export const receiptReport = (
  judgement: Judgement,
  receipt: Receipt,
  { language, isPinned }: { readonly language: Language; readonly isPinned: boolean },
): readonly string[] =>
  [verdictWords(judgement, receipt), askedWords(judgement), keyWords(judgement, isPinned)].flatMap(
    (words) => words?.[language].split('\n') ?? [],
  )
