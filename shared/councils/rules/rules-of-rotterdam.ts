import { MeetingRules } from './meeting-rules.ts'

const half = { numerator: 1, denominator: 2 }

const ordinance2022 = MeetingRules.parse({
  name: 'Ward councils of Rotterdam',
  validFrom: '2022-04-20',
  openingQuorum: half,
  votingQuorum: half,
  reconvening: { hoursAfterDelivery: 24 },
  abstaining: 'not-taking-part',
  blanks: 'not-cast',
  tie: { fullAttendance: 'rejected', otherwise: 'put-off', again: 'rejected' },
  persons: { ballots: 2, isSecret: true, tie: 'lot' },
  chair: {
    term: {
      amount: 1,
      unit: 'years',
      counted: 'onwards',
      rollover: 'none',
      source: 'Verordening op de Wijkraden 2022, art. 14(1): https://lokaleregelgeving.overheid.nl/CVDR663980/1',
    },
    mayBeReelected: true,
  },
  speaking: { daysBefore: 0, time: '12:00' },
  delegation: {
    objectionTerm: {
      amount: 2,
      unit: 'weeks',
      counted: 'onwards',
      rollover: 'none',
      source: 'Afrikaanderwijk, August 2023: the council may inspect and object, then both talk; no term was found',
    },
    objectionMeans: 'agenda',
  },
  assumed: [
    '/openingQuorum',
    '/votingQuorum',
    '/reconvening/hoursAfterDelivery',
    '/abstaining',
    '/blanks',
    '/tie/fullAttendance',
    '/tie/otherwise',
    '/tie/again',
    '/persons/ballots',
    '/persons/tie',
    '/delegation/objectionTerm',
    '/delegation/objectionMeans',
    '/speaking/daysBefore',
    '/speaking/time',
  ],
  source: 'https://lokaleregelgeving.overheid.nl/CVDR663980/1; Gemeentewet 20 and 28 to 32 by analogy',
})

/** The meeting rules of Rotterdam's ward councils, as far as known. Oldest first; a ward may publish its own. */
export const meetingRulesOfRotterdam: readonly [MeetingRules, ...MeetingRules[]] = [ordinance2022]
