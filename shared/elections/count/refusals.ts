import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { fileRefusals } from '../imports/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { contestStandings, countSessionStandings, seatStandings, stationStandings } from '../standings.ts'

/** Refusals about the entry of counts. */
export const countRefusals = {
  ...fileRefusals,
  'station-not-found': {
    status: 404,
    title: { nl: 'Dit stembureau bestaat niet in deze wijk.', en: 'There is no such polling station in this ward.' },
  },
  'contest-not-counting': {
    status: 409,
    title: { nl: 'Er wordt in deze wijk nu niet geteld.', en: 'No count is under way in this ward.' },
  },
  'count-session-not-found': {
    status: 404,
    title: { nl: 'Deze zitting van de telling is er niet.', en: 'There is no such session of counting.' },
  },
  'count-session-over': {
    status: 409,
    title: {
      nl: 'De zitting waarin dit stembureau is geteld, is gesloten. Open een nieuwe zitting om te corrigeren.',
      en: 'The session that counted this station is closed. Open a new session to correct it.',
    },
  },
  'count-session-paused': {
    status: 409,
    title: { nl: 'De invoer ligt stil. Wacht tot die verdergaat.', en: 'The entry is paused. Wait until it goes on.' },
  },
  'count-session-not-open': {
    status: 409,
    title: { nl: 'Dat kan nu niet met deze zitting.', en: 'That cannot be done with this session now.' },
    standings: countSessionStandings,
  },
  'count-session-not-paused': {
    status: 409,
    title: { nl: 'De invoer ligt niet stil.', en: 'The entry is not paused.' },
    standings: countSessionStandings,
  },
  'count-session-not-closed': {
    status: 409,
    title: {
      nl: 'De vorige zitting is nog niet gesloten. Sluit die eerst.',
      en: 'The session before is not closed yet. Close it first.',
    },
  },
  'station-counted-before': {
    status: 409,
    title: {
      nl: 'Dit stembureau is in een eerdere zitting geteld. Noem het als u de zitting opent.',
      en: 'An earlier session counted this station. Name it when you open the session.',
    },
  },
  'polling-not-closed': {
    status: 409,
    rule: rulesBehind.calendar,
    title: { nl: 'De stembussen zijn nog open.', en: 'The polls are still open.' },
  },
  'entry-taken': {
    status: 409,
    title: { nl: 'U kunt nu niet met invoeren beginnen.', en: 'You cannot begin to enter it now.' },
    standings: stationStandings,
  },
  'same-typist': {
    status: 409,
    title: {
      nl: 'U deed de eerste invoer. De tweede is voor een collega.',
      en: 'You made the first entry. The second is for a colleague.',
    },
  },
  'entry-not-open': {
    status: 409,
    title: {
      nl: 'Deze invoer kan nu niet worden afgerond of weggegooid.',
      en: 'This entry can be neither finished nor discarded now.',
    },
    standings: stationStandings,
  },
  'entry-of-another': {
    status: 409,
    title: { nl: 'Deze invoer is van een collega.', en: 'This entry is a colleague’s.' },
  },
  'entry-has-errors': {
    status: 409,
    rule: rulesBehind.count,
    title: {
      nl: 'De aantallen kloppen niet met elkaar. Kijk op het papier bij de genoemde controles.',
      en: 'The numbers do not agree with each other. Look at the paper for the checks named.',
    },
  },
  'entry-without-errors': {
    status: 409,
    title: { nl: 'Er zijn geen fouten om te herstellen.', en: 'There are no errors to correct.' },
    standings: stationStandings,
  },
  'entries-do-not-differ': {
    status: 409,
    title: { nl: 'Er zijn geen twee invoeren die verschillen.', en: 'There are no two entries that differ.' },
    standings: stationStandings,
  },
  'nothing-entered': {
    status: 409,
    title: { nl: 'Er valt niets weg te gooien.', en: 'There is nothing to discard.' },
    standings: stationStandings,
  },
  'cells-unknown': {
    status: 409,
    title: { nl: 'Het formulier heeft deze vakken niet.', en: 'The form does not have these cells.' },
  },
  'cells-not-returned': {
    status: 409,
    title: {
      nl: 'Vul alleen de vakken in die verschilden.',
      en: 'Fill in only the cells that differed.',
    },
  },
  'warnings-not-handled': {
    status: 409,
    rule: rulesBehind.count,
    title: {
      nl: 'Geef bij elke waarschuwing een verklaring.',
      en: 'Give an explanation for every warning.',
    },
  },
  'no-stations': {
    status: 409,
    title: { nl: 'Deze wijk heeft nog geen stembureaus.', en: 'This ward has no polling stations yet.' },
  },
  'stations-not-definitive': {
    status: 409,
    title: {
      nl: 'Nog niet elk stembureau is definitief ingevoerd.',
      en: 'Not every polling station is definitive yet.',
    },
  },
  'total-does-not-add-up': {
    status: 409,
    rule: rulesBehind.count,
    title: { nl: 'Het totaal van de wijk klopt niet.', en: 'The total of the ward does not add up.' },
  },
  'electorate-not-as-roll': {
    status: 409,
    title: {
      nl: 'De kiezerslijst telt een ander aantal kiezers. Neem dat over, of herstel de lijst.',
      en: 'The roll counts another number of voters. Take that over, or correct the roll.',
    },
  },
  'more-voters-than-electorate': {
    status: 409,
    rule: rulesBehind.count,
    title: {
      nl: 'Er zijn meer kiezers toegelaten dan er kiesgerechtigden zijn.',
      en: 'More voters were admitted than there are people who may vote.',
    },
  },
  'result-not-possible': {
    status: 409,
    title: { nl: 'Een uitslag opmaken kan nu niet.', en: 'No result can be made now.' },
    standings: contestStandings,
  },
  'votes-were-cast': {
    status: 409,
    title: {
      nl: 'In deze wijk is al gestemd. Afgelasten kan niet meer; de stemming ongeldig verklaren kan wel.',
      en: 'People have voted in this ward. It can no longer be called off; the vote can be annulled.',
    },
  },
  'no-votes-cast': {
    status: 409,
    title: {
      nl: 'In deze wijk is niet gestemd. U kunt de verkiezing in de wijk afgelasten.',
      en: 'Nobody has voted in this ward. You can call its contest off.',
    },
  },
  'later-result-established': {
    status: 409,
    title: {
      nl: 'In deze wijk is al de uitslag van een latere verkiezing vastgesteld.',
      en: 'The result of a later election was established in this ward already.',
    },
  },
  'online-votes-not-counted': {
    status: 409,
    title: {
      nl: 'De digitale stemmen van deze wijk zijn nog niet geteld. Dat gebeurt vanzelf na sluitingstijd. Probeer het over een kwartier opnieuw.',
      en: 'The online votes of this ward have not been counted yet. That happens by itself after the polls close. Try again in a quarter of an hour.',
    },
  },
  'online-votes-withheld': {
    status: 409,
    title: {
      nl: 'De telling van de digitale stemmen klopt niet en is achtergehouden. Zoek uit waarom. Lukt dat niet, verklaar de digitale stemming dan ongeldig en laat de verkiezing in deze wijk opnieuw houden.',
      en: 'The count of the online votes does not add up and was withheld. Find out why. If that fails, declare the online poll void and have the election in this ward held again.',
    },
  },
  'online-votes-void': {
    status: 409,
    title: {
      nl: 'De digitale stemming van deze wijk is ongeldig. Wie digitaal stemde, kon niet op papier stemmen: zonder die stemmen is er geen uitslag. Laat de verkiezing in deze wijk niet doorgaan en plan een nieuwe.',
      en: 'The online poll of this ward is void. Whoever voted online could not vote on paper: without their votes there is no result. Call the contest of this ward off and plan another.',
    },
  },
  'lot-does-not-fit': {
    status: 409,
    title: {
      nl: 'Er is geloot tussen kandidaten die niet gelijk staan. Vraag de beheerder om hulp.',
      en: 'A lot was drawn between candidates who are not equal. Ask the operators for help.',
    },
  },
  'lot-not-needed': {
    status: 409,
    title: { nl: 'Er hoeft nu niet te worden geloot.', en: 'No lot is to be drawn now.' },
    standings: { ...contestStandings, ...seatStandings },
  },
  'nothing-was-counted': {
    status: 404,
    title: {
      nl: 'Hier is niets geteld: er waren niet meer kandidaten dan zetels.',
      en: 'Nothing was counted here: there were no more candidates than seats.',
    },
  },
  'results-not-complete': {
    status: 404,
    title: {
      nl: 'Nog niet elke wijk heeft een vastgestelde uitslag.',
      en: 'Not every ward has its established result yet.',
    },
  },
} as const satisfies RefusalCatalogue
