// What the fields of ward councils mean, for the readers of the OpenAPI document.

export const councilsDescribed = {
  schemas: {
    Meeting: 'A meeting of a ward council, as everyone may see it.',
    MeetingKind:
      'Only a formal meeting adopts a decision; an informal one prepares it, and a consultation asks residents.',
    MeetingStatus: 'Called, opened, not opened because too few members came, closed, or cancelled before it opened.',
    AgendaItem: 'An item on the agenda of a meeting.',
    AgendaItemPurpose: 'What the council does with the item: decide it, discuss it, or hear about it.',
    ProposedItem: 'An item that somebody wants on the agenda.',
    ProposedItemPurpose: 'What the council is asked to do with the item: decide it, discuss it, or hear about it.',
  },
  fields: {
    meetingId: 'Id of the meeting.',
    'Meeting.id': 'Id of the meeting.',
    'ConveneMeetingRequest.startsAt': 'When it is to begin.',
    'ConveneMeetingRequest.place': 'Where it is to be held.',
    'ConveneMeetingRequest.kind': 'What kind of meeting is called.',
    agenda: 'The items, in the order in which they are dealt with.',
    'Meeting.kind': 'What kind of meeting it is.',
    'Meeting.place': 'Where it is held.',
    'Meeting.startsAt': 'When it begins.',
    'AgendaItem.number': 'Place of the item on the agenda, from 1.',
    'AgendaItem.title': 'What the item is about.',
    'AgendaItem.purpose': 'What the council does with it.',
    isAboutPersons: 'Whether it is about persons: then it is decided by secret ballot.',
    needsNoQuorum: 'It stood on the agenda of a meeting that did not open: whoever comes now decides it.',
    'ProposedItem.title': 'What the item is about.',
    'ProposedItem.purpose': 'What the council is asked to do with it.',
  },
} as const
