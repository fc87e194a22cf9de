import type { RefusalCatalogue } from '../kernel/refusals.ts'

/** Every "no" of the entry of counts and of the result. */
export const countRefusals = {
  'station-not-found': {
    status: 404,
    title: { nl: 'Dit stembureau bestaat niet in deze wijk.', en: 'There is no such polling station in this ward.' },
  },
  'contest-not-counting': {
    status: 409,
    title: {
      nl: 'In deze wijk wordt niet geteld: de lijst is nog niet geloot, of de uitslag ligt al klaar.',
      en: 'This ward is not counting: its list was not drawn yet, or its result was proposed.',
    },
  },
  'polling-not-closed': {
    status: 409,
    title: { nl: 'De stembussen zijn nog open.', en: 'The polls are still open.' },
  },
  'entry-taken': {
    status: 409,
    title: {
      nl: 'Iemand anders voert dit in, of de invoer ligt bij de coördinator.',
      en: 'Somebody else is entering this, or it lies with the coordinator.',
    },
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
    title: { nl: 'Hier is nu geen invoer bezig.', en: 'No entry is open here.' },
  },
  'entry-of-another': {
    status: 409,
    title: { nl: 'Deze invoer is van een collega.', en: 'This entry is a colleague’s.' },
  },
  'entry-has-errors': {
    status: 409,
    title: {
      nl: 'De aantallen kloppen niet met elkaar. Kijk op het papier bij de genoemde controles.',
      en: 'The numbers do not agree with each other. Look at the paper for the checks named.',
    },
  },
  'entry-without-errors': {
    status: 409,
    title: { nl: 'Deze invoer heeft geen fouten.', en: 'This entry has no errors.' },
  },
  'entries-do-not-differ': {
    status: 409,
    title: { nl: 'Er zijn geen twee invoeren die verschillen.', en: 'There are no two entries that differ.' },
  },
  'nothing-entered': {
    status: 409,
    title: {
      nl: 'Er valt niets te verwijderen: er is niets ingevoerd, of de telling is definitief.',
      en: 'There is nothing to discard: nothing was entered, or the count is definitive.',
    },
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
    title: { nl: 'Het totaal van de wijk klopt niet.', en: 'The total of the ward does not add up.' },
  },
  'more-voters-than-electorate': {
    status: 409,
    title: {
      nl: 'Er zijn meer kiezers toegelaten dan er kiesgerechtigden zijn.',
      en: 'More voters were admitted than there are people who may vote.',
    },
  },
  'result-not-possible': {
    status: 409,
    title: {
      nl: 'Van deze wijk kan nu geen uitslag worden opgemaakt.',
      en: 'No result of this ward can be made now.',
    },
  },
  'lot-does-not-fit': {
    status: 409,
    title: {
      nl: 'Er is geloot tussen kandidaten die niet gelijk staan. Vraag de beheerder.',
      en: 'A lot was drawn between candidates who are not equal. Ask the operators.',
    },
  },
  'lot-not-needed': {
    status: 409,
    title: { nl: 'In deze wijk hoeft niet te worden geloot.', en: 'No lot is awaited in this ward.' },
  },
  'result-not-proposed': {
    status: 409,
    title: { nl: 'Er ligt geen uitslag klaar.', en: 'No result has been proposed.' },
  },
  'same-officer': {
    status: 409,
    title: {
      nl: 'U legde deze uitslag klaar. Een collega stelt hem vast.',
      en: 'You proposed this result. A colleague establishes it.',
    },
  },
  'result-not-established': {
    status: 404,
    title: { nl: 'De uitslag is nog niet vastgesteld.', en: 'The result has not been established yet.' },
  },
} as const satisfies RefusalCatalogue
