import type { RefusalCatalogue } from '../kernel/refusals.ts'

const no = <const Status extends 400 | 403 | 404 | 409>(status: Status, nl: string, en: string) => ({
  status,
  title: { nl, en },
})

/** Every "no" of the initiatives context, in words for a resident. */
export const initiativeRefusals = {
  'initiative-not-found': no(404, 'Dit initiatief bestaat niet.', 'There is no such initiative.'),
  'not-your-initiative': no(403, 'Dit is een initiatief van iemand anders.', "This is somebody else's initiative."),
  'own-initiative': no(
    403,
    'U kunt niet zelf over uw eigen initiatief beslissen. Vraag een collega.',
    'You cannot decide about your own initiative. Ask a colleague.',
  ),
  'not-editable': no(
    409,
    'Het initiatief is ingediend. U kunt het nu niet wijzigen of opnieuw indienen.',
    'The initiative has been handed in. It cannot be changed or handed in again now.',
  ),
  incomplete: no(
    409,
    'Het initiatief is nog niet compleet. Vul de genoemde velden in.',
    'The initiative is not complete yet. Fill in the fields named.',
  ),
  'amount-above-maximum': no(
    409,
    'Dit bedrag is hoger dan in uw wijk kan.',
    'This amount is above the maximum of your ward.',
  ),
  'starts-too-soon': no(
    409,
    'De activiteit begint te snel. Kies een latere datum.',
    'The activity starts too soon. Choose a later date.',
  ),
  'contact-too-young': no(
    409,
    'De contactpersoon is te jong. Vraag een volwassene om contactpersoon te zijn.',
    'The contact person is too young. Ask an adult to be the contact person.',
  ),
  'too-young': no(403, 'U bent nog te jong om te steunen.', 'You are too young to support an initiative.'),
  'support-closed': no(409, 'Dit initiatief kan nu niet worden gesteund.', 'This initiative cannot be supported now.'),
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
  'not-under-assessment': no(
    409,
    'Dit initiatief wordt nu niet beoordeeld.',
    'This initiative is not being assessed now.',
  ),
  'too-few-supporters': no(
    409,
    'Er zijn nog niet genoeg bewoners die dit initiatief steunen.',
    'Not enough residents support this initiative yet.',
  ),
  'not-awaiting-decision': no(
    409,
    'Over dit initiatief hoeft nu niets te worden besloten.',
    'This initiative is not waiting for a decision.',
  ),
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
    'Over dit initiatief stemmen bewoners niet: volgens zijn regels beslist iemand anders.',
    'Residents do not vote on this initiative: by its rules somebody else decides.',
  ),
  'not-yours-to-decide': no(
    403,
    'Volgens de regels van dit initiatief beslist iemand anders.',
    'By the rules of this initiative somebody else decides.',
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
  'initiative-not-admitted': no(
    409,
    'Alleen een toegelaten initiatief dat nog niet in een ronde zit, kan meedoen.',
    'Only an admitted initiative that is in no round yet can take part.',
  ),
  'not-in-this-round': no(
    409,
    'Dit initiatief doet niet mee aan deze ronde.',
    'This initiative does not take part in this round.',
  ),
  'not-awarded': no(409, 'Aan dit initiatief is geen geld toegekend.', 'This initiative has not been awarded money.'),
  'not-under-way': no(409, 'Dit initiatief is niet in uitvoering.', 'This initiative is not under way.'),
  'vote-being-counted': no(
    409,
    'De stemmen worden geteld. Intrekken kan nu niet. Wacht op de uitslag.',
    'The votes are being counted. It cannot be withdrawn now. Wait for the result.',
  ),
  'too-late-to-withdraw': no(
    409,
    'Over dit initiatief is al besloten. Intrekken kan niet meer.',
    'This initiative has been decided. It can no longer be withdrawn.',
  ),
} as const satisfies RefusalCatalogue
