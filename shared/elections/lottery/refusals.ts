import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { contestRefusals } from '../contests/refusals.ts'
import { nominationRefusals } from '../nominations/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { seatRefusals } from '../seating/refusals.ts'
import { lotteryStandings, seatStandings } from '../standings.ts'

/** Every refusal about lotteries among residents. */
export const lotteryRefusals = {
  'lottery-not-found': { status: 404, title: { nl: 'Deze loting is er niet.', en: 'There is no such lottery.' } },
  'no-seat-for-lottery': {
    status: 409,
    rule: rulesBehind.lottery,
    title: {
      nl: 'Er is geen zetel om voor te loten. Bied de vrije zetel eerst aan de mensen op de lijst aan.',
      en: 'There is no seat to draw for. First offer the vacant seat to those on the list.',
    },
  },
  'lottery-going-on': {
    status: 409,
    title: {
      nl: 'In deze wijk loopt al een loting. Vraag de volgende uit die loting.',
      en: 'A lottery is going on in this ward already. Ask the next one of that lottery.',
    },
  },
  'lottery-needs-roll': {
    status: 409,
    rule: rulesBehind.pool,
    title: {
      nl: 'Loten kan pas als de kiezerslijst van deze wijk vaststaat: daaruit wordt geloot.',
      en: 'The roll of this ward must be frozen first: residents are drawn from it.',
    },
  },
  'pool-posted': {
    status: 409,
    title: { nl: 'De groep waaruit wordt geloot, staat al vast.', en: 'The pool is frozen already.' },
    standings: lotteryStandings,
  },
  'lottery-not-posted': {
    status: 409,
    title: { nl: 'Loten kan nu niet.', en: 'The lottery cannot be drawn now.' },
    standings: lotteryStandings,
  },
  'lottery-drawn': {
    status: 409,
    title: {
      nl: 'Deze loting kan niet meer vervallen.',
      en: 'This lottery cannot be called off any more.',
    },
    standings: lotteryStandings,
  },
  'no-lottery': {
    status: 409,
    title: {
      nl: 'In deze wijk is nog geen loting aangekondigd. Kondig die eerst aan.',
      en: 'No lottery has been announced in this ward yet. Announce it first.',
    },
  },
  'lottery-not-drawn': {
    status: 409,
    title: { nl: 'Er kan nog niemand worden gevraagd.', en: 'Nobody can be asked yet.' },
    standings: lotteryStandings,
  },
  'lottery-too-long': {
    status: 409,
    rule: rulesBehind.lottery,
    title: {
      nl: 'In deze loting zijn te veel mensen aan de beurt geweest. Laat de zetel vrij.',
      en: 'Too many people had their turn in this lottery. Leave the seat vacant.',
    },
  },
  'beacon-of-other-round': {
    status: 409,
    title: {
      nl: 'Dit getal hoort bij een andere ronde van de openbare bron. Geef dat van de genoemde ronde.',
      en: 'This number is of another round of the public source. Give the one of the round that is named.',
    },
  },
  'beacon-not-genuine': {
    status: 409,
    title: {
      nl: 'Dit getal komt niet van de openbare bron die is aangekondigd. Haal het daar opnieuw op.',
      en: 'This number does not come from the public source that was announced. Fetch it there again.',
    },
  },
  'lottery-by-beacon': {
    status: 409,
    title: {
      nl: 'Deze loting volgt de openbare bron die is aangekondigd. Een openbare zitting kan pas als die uitblijft.',
      en: 'This lottery follows the public source that was announced. A public session can replace it only if it fails.',
    },
  },
  'seat-stays-vacant': {
    status: 409,
    rule: rulesBehind.succession,
    title: {
      nl: 'Deze zetel blijft vrij: er is niemand meer op de lijst, en er wordt niet (meer) geloot.',
      en: 'This seat stays vacant: nobody is left on the list, and no lottery follows.',
    },
  },
  'nobody-asked': {
    status: 409,
    title: { nl: 'Voor deze zetel is nu geen gelote bewoner gevraagd.', en: 'No resident is asked for this seat now.' },
    standings: seatStandings,
  },
  'draw-answer-too-late': {
    status: 409,
    rule: rulesBehind.lottery,
    title: {
      nl: 'De termijn is voorbij. Geen antwoord betekent nee. U hoeft niets meer te doen.',
      en: 'The term is over. No answer means that you decline. You need not do anything.',
    },
  },
  'not-drawn-for-seat': {
    status: 403,
    title: { nl: 'U bent niet voor deze zetel geloot.', en: 'You were not drawn for this seat.' },
  },
  'drawn-lives-elsewhere': {
    status: 409,
    rule: rulesBehind.pool,
    title: {
      nl: 'U woont niet meer in deze wijk, en kunt daar geen lid worden. U kunt wel nee zeggen.',
      en: 'You no longer live in this ward, and cannot become a member there. You can decline.',
    },
  },
  'login-without-person': {
    status: 403,
    title: {
      nl: 'Uw inlog zegt niet wie u in het register bent. Log in via de stad.',
      en: 'Your login does not say who you are in the register. Sign in through the city.',
    },
  },
} as const satisfies RefusalCatalogue

/** What an operation of lotteries may refuse: fewer than all of the context, because its functions carry each of them. */
export const refusalsOfLotteries = {
  ...contestRefusals,
  ...nominationRefusals,
  ...seatRefusals,
  ...lotteryRefusals,
} as const satisfies RefusalCatalogue
