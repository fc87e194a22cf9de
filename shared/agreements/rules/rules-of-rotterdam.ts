import { AgreementRules } from './agreement-rules.ts'

const accounts = 'https://penc-rotterdam.prd.riviumba.com/apps/jaarstukken2023/programmas/dienstverlening2/1-voortgang'
const practice = 'Practice in minutes of ward councils; no term was found'
const kept = 'Residents were asked in autumn 2022; no shortest time was found'
const term = (amount: number, unit: 'days' | 'weeks' | 'months', source: string) =>
  ({ amount, unit, counted: 'onwards', rollover: 'none', source }) as const

/** Reviews after 4, 8 and 12 months; an alarm climbs from the ward manager to the municipal council. */
export const agreementRulesOfRotterdam: AgreementRules = AgreementRules.parse({
  name: 'Ward agreements of Rotterdam',
  validFrom: '2023-01-01',
  // The age of residents who vote on initiatives.
  consultation: { shortest: term(2, 'weeks', kept), poll: { minimumAge: 12, smallestGroup: 10 } },
  reviews: [4, 8, 12].map((months) => term(months, 'months', accounts)),
  answerTerm: term(3, 'weeks', practice),
  reminder: { ...term(5, 'days', practice), counted: 'backwards' },
  verdictTerm: term(3, 'weeks', practice),
  ladder: [
    { addressee: 'ward-manager', term: term(2, 'weeks', practice) },
    { addressee: 'department-director', term: term(3, 'weeks', practice) },
    { addressee: 'adopting-alderman', term: term(4, 'weeks', practice) },
    { addressee: 'college', term: term(6, 'weeks', practice) },
    { addressee: 'municipal-council-committee', term: term(6, 'weeks', practice) },
  ],
  assumed: ['/consultation/shortest', '/consultation/poll', '/answerTerm', '/reminder', '/verdictTerm', '/ladder'],
  source: accounts,
})
