import type { RefusalCatalogue, Standings } from '../kernel/refusals.ts'
import { initiativeStandings } from './standings.ts'

const no = <const Status extends 400 | 403 | 404 | 409>(status: Status, nl: string, en: string) => ({
  status,
  title: { nl, en },
})

/** A refusal that several states give. */
const inThisState = (nl: string, en: string, standings: Standings = initiativeStandings) => ({
  ...no(409, nl, en),
  standings,
})

/** The state of the vote about an initiative, from the sealing of the box on. */
const voteStandings: Standings = {
  sealed: {
    nl: 'De stemmen over dit initiatief worden geteld.',
    en: 'The votes on this initiative are being counted.',
  },
  'awaiting-lots': {
    nl: 'De stemmen over dit initiatief zijn geteld; er moet nog worden geloot.',
    en: 'The votes on this initiative have been counted; lots are still to be drawn.',
  },
  'lots-drawn': {
    nl: 'De stemmen over dit initiatief zijn geteld; de uitslag volgt.',
    en: 'The votes on this initiative have been counted; the result follows.',
  },
  published: {
    nl: 'De uitslag van de stemming over dit initiatief is bekend.',
    en: 'The result of the vote on this initiative is known.',
  },
}

/** Every refusal of the initiatives context, in words for a resident. */
export const initiativeRefusals = {
  'not-your-initiative': no(403, 'Dit is een initiatief van iemand anders.', 'This is somebody else’s initiative.'),
  'own-initiative': no(
    403,
    'U kunt niet zelf over uw eigen initiatief beslissen. Vraag een collega.',
    'You cannot decide about your own initiative. Ask a colleague.',
  ),
  'not-editable': inThisState('U kunt het nu niet wijzigen of indienen.', 'It cannot be changed or handed in now.'),
  incomplete: no(
    409,
    'Het initiatief is nog niet compleet. Vul de genoemde velden in.',
    'The initiative is not complete yet. Fill in the fields named.',
  ),
  'amount-above-maximum': no(
    409,
    'Dit bedrag is hoger dan uw wijk toestaat. Vraag een lager bedrag.',
    'This amount is above the maximum of your ward. Ask for less.',
  ),
  'starts-too-soon': no(
    409,
    'De activiteit begint te vroeg. Kies een latere datum.',
    'The activity starts too early. Choose a later date.',
  ),
  'contact-too-young': no(
    409,
    'De contactpersoon is te jong. Vraag iemand die ouder is om contactpersoon te zijn.',
    'The contact person is too young. Ask somebody older to be the contact person.',
  ),
  'too-young': no(403, 'U bent nog te jong om te steunen.', 'You are too young to support an initiative.'),
  'support-closed': inThisState(
    'U kunt nu geen steun geven of intrekken.',
    'Support can be neither given nor withdrawn now.',
  ),
  'text-changed': no(
    409,
    'De tekst van dit initiatief is veranderd. Lees de nieuwe tekst en steun dan.',
    'The text of this initiative has changed. Read the new text, then support it.',
  ),
  'support-not-found': no(404, 'U steunt dit initiatief niet.', 'You do not support this initiative.'),
  'own-support': no(
    409,
    'U kunt uw eigen initiatief niet steunen. Vraag andere bewoners.',
    'You cannot support your own initiative. Ask other residents.',
  ),
  'not-under-assessment': inThisState(
    'Terugsturen, toelaten of afwijzen kan nu niet.',
    'It can be neither sent back, admitted nor refused now.',
  ),
  'too-few-supporters': no(
    409,
    'Er zijn nog niet genoeg bewoners die dit initiatief steunen.',
    'Not enough residents support this initiative yet.',
  ),
  'not-awaiting-decision': inThisState('Dit besluit kan nu niet worden genomen.', 'This decision cannot be taken now.'),
  'extension-not-in-rules': no(
    409,
    'De regels van de wijk kennen voor dit initiatief geen langere termijn.',
    "The ward's rules know no longer term for this initiative.",
  ),
  'already-extended': no(409, 'De termijn is al een keer verlengd.', 'The term has already been extended once.'),
  'extension-too-long': no(
    409,
    'Zo lang kan de termijn niet worden verlengd.',
    'The term cannot be extended by so much.',
  ),
  'term-over': no(
    409,
    'De termijn is al voorbij en kan niet meer worden verlengd.',
    'The term is over and can no longer be extended.',
  ),
  'decided-by-residents': no(
    409,
    'Over dit initiatief stemmen de bewoners, in een budgetronde.',
    'Residents vote on this initiative, in a budget round.',
  ),
  'not-decided-by-residents': no(
    409,
    'Over dit initiatief stemmen bewoners niet. Volgens de regels beslist iemand anders.',
    'Residents do not vote on this initiative. By its rules somebody else decides.',
  ),
  'not-yours-to-decide': no(
    403,
    'Volgens de regels van dit initiatief beslist iemand anders.',
    'By the rules of this initiative somebody else decides.',
  ),
  'delegation-not-needed': no(
    409,
    'Hierover beslist u al volgens de regels. Beslis zonder overdracht.',
    'By the rules you decide about this already. Decide without a delegation.',
  ),
  'delegation-not-found': no(
    404,
    'Dit besluit van de wijkraad droeg niets over in deze wijk.',
    'This decision of the ward council delegated nothing in this ward.',
  ),
  'delegation-revoked': no(
    409,
    'De wijkraad heeft deze overdracht ingetrokken. Leg het initiatief voor aan de wijkraad.',
    'The ward council has taken this delegation back. Put the initiative before the council.',
  ),
  'delegation-not-in-force': no(
    409,
    'Deze overdracht geldt vandaag niet. Leg het initiatief voor aan de wijkraad.',
    'This delegation does not hold today. Put the initiative before the council.',
  ),
  'above-delegation': no(
    409,
    'Dit bedrag ligt boven de grens van de overdracht. Leg het initiatief voor aan de wijkraad.',
    'This amount is above the limit of the delegation. Put the initiative before the council.',
  ),
  'suspended-by-council': no(
    409,
    'De wijkraad maakte bezwaar tegen deze toekenning. Wacht op de volgende formele vergadering.',
    'The ward council objected to this award. Wait for the next formal meeting.',
  ),
  'disapproved-by-council': no(
    409,
    'De wijkraad heeft deze toekenning afgekeurd. De uitvoering kan niet beginnen.',
    'The ward council disapproved of this award. The activity cannot begin.',
  ),
  'award-above-request': no(
    409,
    'Er kan niet meer worden toegekend dan is gevraagd.',
    'No more can be awarded than was asked for.',
  ),
  'budget-exhausted': no(
    409,
    'In het jaarbudget van de wijk is niet genoeg over.',
    "Not enough is left of the ward's yearly budget.",
  ),
  'initiative-not-admitted': inThisState(
    'Het kan niet aan deze ronde worden toegevoegd.',
    'It cannot be added to this round.',
  ),
  'not-in-this-round': inThisState(
    'Het initiatief doet niet mee aan deze ronde.',
    'The initiative does not take part in this round.',
  ),
  'handed-in-already': inThisState(
    'U kunt het niet weggooien: het is ingediend en voor iedereen te lezen.',
    'It cannot be thrown away: it was handed in, and everyone can read it.',
  ),
  'begin-term-not-over': no(
    409,
    'De aanvrager kan nog beginnen. De toekenning kan pas vervallen als die termijn voorbij is.',
    'The applicant can still begin. The award can lapse only once that term is over.',
  ),
  'award-not-lapsed': inThisState('Er is geen toekenning vervallen.', 'No award has lapsed.'),
  'nothing-to-object-to': inThisState('U kunt nu geen bezwaar maken.', 'An objection cannot be made now.'),
  'decided-by-vote': no(
    409,
    'Bewoners hebben hierover gestemd. Tegen die uitslag kunt u hier geen bezwaar maken.',
    'Residents have voted on this. An objection to that result cannot be made here.',
  ),
  'objection-decided': no(
    409,
    'Over uw bezwaar is al besloten. Bent u het er niet mee eens? Dan kunt u naar de rechter.',
    'Your objection has been decided. If you disagree, you can go to court.',
  ),
  'objection-too-late': no(409, 'De termijn om bezwaar te maken is voorbij.', 'The term for an objection is over.'),
  'not-under-objection': inThisState(
    'Er is geen bezwaar om over te beslissen.',
    'There is no objection to decide about.',
  ),
  'own-decision': no(
    403,
    'U hebt zelf het besluit genomen waartegen bezwaar is gemaakt. Vraag een collega.',
    'The objection is to a decision of your own. Ask a colleague.',
  ),
  'no-award-to-return': inThisState(
    'Er is nu geen toekenning die kan vervallen of worden teruggegeven.',
    'There is no award now that can lapse or be given back.',
  ),
  'not-awarded': inThisState('De uitvoering kan nu niet beginnen.', 'It cannot be begun now.'),
  'not-under-way': inThisState('Afronden of stoppen kan nu niet.', 'It can be neither completed nor stopped now.'),
  'vote-being-counted': inThisState('Intrekken kan nu niet.', 'It cannot be withdrawn now.', voteStandings),
  'too-late-to-withdraw': inThisState('Intrekken kan niet meer.', 'It can no longer be withdrawn.'),
  'council-decision-needed': {
    status: 409,
    title: {
      nl: 'Hierover besluit de wijkraad in een formele vergadering. Noem dat besluit.',
      en: 'The ward council decides this in a formal meeting. Name that decision.',
    },
  },
  'not-as-decided': {
    status: 409,
    title: {
      nl: 'De wijkraad heeft over dit initiatief niet dit besluit genomen.',
      en: 'This is not what the ward council decided about this initiative.',
    },
  },
} as const satisfies RefusalCatalogue
