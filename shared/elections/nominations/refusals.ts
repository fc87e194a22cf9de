// Refusals of nominations.
import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { nominationStandings } from '../standings.ts'

export const nominationRefusals = {
  'address-in-another-ward': {
    status: 409,
    rule: rulesBehind.livingInTheWard,
    title: {
      nl: 'Uw adres ligt in een andere wijk. Stel u kandidaat in de wijk die hier wordt genoemd.',
      en: 'Your address is in another ward. Stand in the ward that is named here.',
    },
  },
  'address-in-no-ward': {
    status: 409,
    rule: rulesBehind.livingInTheWard,
    title: {
      nl: 'Uw adres ligt in geen wijk met een wijkraad. U kunt zich daar niet kandidaat stellen.',
      en: 'Your address is in no ward that has a council. You cannot stand there.',
    },
  },
  'address-needed': {
    status: 422,
    rule: rulesBehind.address,
    title: {
      nl: 'Geef uw postcode en huisnummer, zodat u in de goede wijk kandidaat wordt. Wij bewaren ze niet.',
      en: 'Give your postcode and house number, so that you stand in the right ward. We do not keep them.',
    },
  },
  'nominations-not-open-yet': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'U kunt zich nog niet kandidaat stellen. Probeer het vanaf het genoemde moment.',
      en: 'Nominations are not open yet. Try again from the moment named.',
    },
  },
  'nominations-closed': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'De kandidaatstelling is gesloten. U kunt niets meer wijzigen.',
      en: 'Nominations are closed. Nothing can be changed any more.',
    },
  },
  'nominations-still-open': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'De kandidaatstelling is nog open. De zitting komt daarna.',
      en: 'Nominations are still open. The session comes after that.',
    },
  },
  'nomination-in-another-ward': {
    status: 403,
    rule: rulesBehind.livingInTheWard,
    title: {
      nl: 'U woont in een andere wijk. Stel u kandidaat in uw eigen wijk.',
      en: 'You live in another ward. Stand in your own ward.',
    },
  },
  'too-young-on-polling-day': {
    status: 403,
    rule: rulesBehind.candidateAge,
    title: {
      nl: 'U bent op de stemdag te jong om gekozen te worden.',
      en: 'On polling day you are too young to be elected.',
    },
  },
  'already-nominated': {
    status: 409,
    title: {
      nl: 'U staat al kandidaat bij deze verkiezing. Wijzig die kandidaatstelling of trek haar in.',
      en: 'You stand in this election already. Amend that nomination or withdraw it.',
    },
  },
  'not-your-nomination': {
    status: 403,
    title: { nl: 'Dit is de kandidaatstelling van iemand anders.', en: 'This is somebody else’s nomination.' },
  },
  'nomination-not-open': {
    status: 409,
    title: { nl: 'Wijzigen of intrekken kan niet meer.', en: 'It can no longer be amended or withdrawn.' },
    standings: nominationStandings,
  },
  'nomination-gone': {
    status: 409,
    title: { nl: 'Hierover kan niet meer worden beslist.', en: 'It can no longer be decided about.' },
    standings: nominationStandings,
  },
  'already-in-this-ward': {
    status: 409,
    title: { nl: 'Deze kandidaat staat al in deze wijk.', en: 'The candidate stands in this ward already.' },
  },
  'ballot-name-already-so': {
    status: 409,
    title: {
      nl: 'De kandidaat staat al met deze naam op het stembiljet.',
      en: 'The candidate is on the ballot with this name already.',
    },
  },
  'too-many-name-corrections': {
    status: 409,
    title: {
      nl: 'Deze naam is al zo vaak verbeterd dat dit niet meer kan.',
      en: 'This name has been corrected too often to be corrected again.',
    },
  },
  'designation-not-judged': {
    status: 409,
    title: {
      nl: 'De kandidaat heeft een aanduiding. Zeg ook of die klopt.',
      en: 'The candidate has a designation. Say whether it was proved.',
    },
  },
} as const satisfies RefusalCatalogue
