import { MeetingRules } from './meeting-rules.ts'

const half = { numerator: 1, denominator: 2 }

/** How the ward councils of Rotterdam meet, as far as it is known. */
export const meetingRulesOfRotterdam: MeetingRules = MeetingRules.parse({
  name: 'Ward councils of Rotterdam',
  validFrom: '2022-04-20',
  openingQuorum: half,
  votingQuorum: half,
  reconvening: { hoursAfterDelivery: 24 },
  abstaining: 'not-taking-part',
  blanks: 'not-cast',
  tie: { fullAttendance: 'rejected', otherwise: 'put-off', again: 'rejected' },
  persons: { ballots: 2, isSecret: true },
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
    '/speaking/daysBefore',
    '/speaking/time',
  ],
  source: 'https://lokaleregelgeving.overheid.nl/CVDR663980/1; Gemeentewet 20 and 28 to 32 by analogy',
})
