// What a client can do after a problem, by status: the `detail` of every problem. The title says what happened.
import type { Bilingual } from '../kernel/refusals.ts'

const unchanged = { nl: 'Er is niets gewijzigd.', en: 'Nothing was changed.' } as const
const after = (nl: string, en: string): Bilingual => ({ nl: `${unchanged.nl} ${nl}`, en: `${unchanged.en} ${en}` })

const byStatus: { readonly [status: number]: Bilingual } = {
  400: after('Verbeter de gegevens en stuur de aanvraag opnieuw.', 'Correct the data and send the request again.'),
  401: after('Log in en probeer het opnieuw.', 'Sign in and try again.'),
  403: after(
    'Alleen wie het recht heeft, kan dit doen. Bijvoorbeeld in de eigen wijk, of met iets van uzelf.',
    'Only somebody with the right to it can do this. For instance in their own ward, or with a thing of their own.',
  ),
  404: {
    nl: 'Controleer het adres en het nummer. Misschien is het er nog niet, of niet meer.',
    en: 'Check the address and the number. It may not be there yet, or not any more.',
  },
  405: after('Kijk bij `Allow` wat hier wel kan.', 'See in `Allow` what can be done here.'),
  409: after(
    'Haal op hoe het er nu voor staat en kijk wat nog kan.',
    'Fetch how it stands now and see what is still possible.',
  ),
  410: after('Het is er niet meer.', 'It is not there any more.'),
  412: after(
    'Haal de nieuwste versie op, kijk wat er anders is en probeer het opnieuw.',
    'Fetch the latest version, look at what is different and try again.',
  ),
  413: after('Stuur minder gegevens tegelijk.', 'Send less data at once.'),
  415: after('Stuur de gegevens als JSON en probeer het opnieuw.', 'Send the data as JSON and try again.'),
  422: after('Pas de aanvraag aan en probeer het opnieuw.', 'Change the request and try again.'),
  428: after('Haal eerst op wat u wilt wijzigen.', 'First fetch what you want to change.'),
  429: after('Wacht een seconde en probeer het opnieuw.', 'Wait for a second and try again.'),
  500: after(
    'Probeer het later opnieuw. Blijft het misgaan, meld het dan met het nummer bij `correlationId`.',
    'Try again later. If it keeps failing, report it with the number in `correlationId`.',
  ),
  503: after('Wacht een paar seconden en probeer het opnieuw.', 'Wait a few seconds and try again.'),
}

/** What to do after a problem with this status. */
export const whatNext = (status: number): Bilingual =>
  byStatus[status] ?? after('Probeer het later opnieuw.', 'Try again later.')
