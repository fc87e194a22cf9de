// What the fields of seats mean, for the readers of the OpenAPI document.

export const seatDescribed = {
  schemas: {
    Seat: 'A seat of a ward council for one term.',
    SeatStatus:
      'Offered, accepted, admitted, taken, vacant, awaiting a lot, without anybody left on the list, or ended with its term.',
    SeatFollowedBy: 'What the rules say of a seat that nobody is left for.',
    SeatNeeded: 'A lot that is awaited between equals for the seat.',
    AnswerSeatRequest: 'The answer to the offer of a seat.',
    AnswerSeatRequestAnswer: 'Yes, no for this vacancy, or no for the whole term.',
    ExamineMemberRequest: 'What the examination of the credentials came to.',
    TakeSeatRequest: 'When oath or promise was made.',
    VacateSeatRequest: 'Why the seat is vacant, and since when.',
    VacateSeatRequestReason: 'Why the member leaves.',
    DrawSeatLotRequest: 'What was thrown in public session.',
  },
  fields: {
    seat: 'Number of the seat in its ward, from 1.',
    'Seat.number': 'Number of the seat in its ward, from 1.',
    'Seat.status': 'How the seat stands.',
    'Seat.nominationId': 'Id of the nomination of who holds it or is asked.',
    'Seat.lots': 'The lots that were drawn for this seat, as anybody can replay them.',
    'SeatLotOrderItem.id': 'Id of the nomination.',
    'Seat.needed': 'The lot that is awaited.',
    'Seat.followedBy': 'What follows where nobody is left: a lottery among residents, or the seat stays vacant.',
    'Seat.termStartsOn': 'The first day of the term of the council.',
    'Seat.termEndsOn':
      'The first day after the term. Once the next council is elected it is the day on which that one comes in.',
    takenOn: 'The day of the oath or promise.',
    vacantOn: 'The day from which the seat is vacant.',
    offerBefore: 'Until when it is to be offered.',
    answerBefore: 'Until when an answer is in time; later than that, silence is refusal.',
    'AnswerSeatRequest.answer': 'Yes, no for this vacancy, or no for the whole term.',
    isAdmitted: 'Whether the person may be a member.',
    'VacateSeatRequest.reason': 'Why the member leaves.',
    refusesTermSince: 'Since when the candidate wants no seat for the rest of the term.',
  },
} as const
