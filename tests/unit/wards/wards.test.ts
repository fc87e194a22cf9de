import { describe, expect, it } from 'vitest'
import { LocalDate } from '../../../shared/kernel/clock.ts'
import { InitiativeRules, sizeOf } from '../../../shared/wards/rules/initiative-rules.ts'
import { regimesOfRotterdam } from '../../../shared/wards/rules/regimes-of-rotterdam.ts'
import { wardsOfRotterdam } from '../../../shared/wards/wards-of-rotterdam.ts'

const [votingRounds, managerDecides, councilDecides] = regimesOfRotterdam

describe('the wards of Rotterdam', () => {
  it('the wards of Rotterdam are 39, each with a unique code and name', () => {
    expect(wardsOfRotterdam).toHaveLength(39)
    expect(new Set(wardsOfRotterdam.map(({ code }) => code)).size).toBe(39)
    expect(new Set(wardsOfRotterdam.map(({ name }) => name)).size).toBe(39)
  })

  it('the wards of Rotterdam are in fourteen areas as the Ordinance names them', () => {
    const perArea = Map.groupBy(wardsOfRotterdam, ({ area }) => area)
    expect(Object.fromEntries([...perArea].map(([area, wards]) => [area, wards.length]))).toEqual({
      Charlois: 5,
      Delfshaven: 4,
      Feijenoord: 7,
      'Hillegersberg-Schiebroek': 2,
      'Hoek van Holland': 1,
      Hoogvliet: 1,
      IJsselmonde: 3,
      'Kralingen-Crooswijk': 2,
      Noord: 3,
      Overschie: 1,
      Pernis: 1,
      'Prins Alexander': 6,
      'Rotterdam Centrum': 2,
      Rozenburg: 1,
    })
  })

  it('the wards of Rotterdam include two village councils', () => {
    const villages = wardsOfRotterdam.filter(({ body }) => body === 'village-council')
    expect(villages.map(({ code }) => code)).toEqual(['hoek-van-holland', 'rozenburg'])
  })

  it('the wards of Rotterdam keep the names that two of them had until 2023', () => {
    const renamed = wardsOfRotterdam.filter(({ formerNames }) => formerNames.length > 0)
    expect(renamed.map(({ code }) => code)).toEqual([
      'carnisse-zuidplein-zuiderpark',
      'blijdorp-bergpolder-liskwartier',
    ])
  })

  it('the wards of Rotterdam have a number of seats only if a source has one', () => {
    const contradictory = wardsOfRotterdam.filter(
      ({ seats, seatsStatus }) => (seats === null) !== (seatsStatus === 'unknown'),
    )
    expect(contradictory).toEqual([])
  })
})

describe('the three regimes', () => {
  it('the three regimes follow each other from March 2022', () => {
    expect(regimesOfRotterdam.map(({ validFrom }) => validFrom)).toEqual(['2022-03-17', '2023-01-01', '2023-10-01'])
  })

  it('the three regimes let residents from the age of 12 vote on large initiatives in 2022, and on none since', () => {
    expect(votingRounds).toMatchObject({
      large: { decidedBy: 'residents' },
      voting: { minimumAge: 12, votesPerPerson: 3 },
    })
    expect(managerDecides?.voting.isOn).toBe(false)
    expect(councilDecides?.voting.isOn).toBe(false)
  })

  it('the three regimes require four supporters of at least 12 and a contact of at least 18 since October 2023', () => {
    expect(councilDecides).toMatchObject({ supporters: { required: 4, minimumAge: 12 }, contactMinimumAge: 18 })
  })

  it('the three regimes have assumptions that point to existing fields', () => {
    const at = (rules: unknown, pointer: string) =>
      pointer
        .split('/')
        .slice(1)
        .reduce<unknown>((value, key) => new Map(Object.entries(value ?? {})).get(key), rules)
    const missing = regimesOfRotterdam.flatMap((rules) =>
      rules.assumed.filter((pointer) => at(rules, pointer) === undefined),
    )
    expect(missing).toEqual([])
  })
})

describe('a rule set', () => {
  const rules = (change: object) => InitiativeRules.safeParse({ ...councilDecides, ...change }).success

  it('a rule set cannot let residents decide without a vote', () => {
    expect(rules({ large: { ...councilDecides?.large, decidedBy: 'residents', handling: 'rounds' } })).toBe(false)
  })

  it('a rule set cannot let residents decide all year round', () => {
    expect(rules({ ...votingRounds, large: { ...votingRounds?.large, handling: 'continuous' } })).toBe(false)
  })

  it('a rule set cannot have a limit for small initiatives above the maximum', () => {
    expect(rules({ smallUpToCents: 1_000_001, maximumCents: 1_000_000 })).toBe(false)
  })

  it('a rule set cannot extend a term to a shorter one, or extend a missing term', () => {
    expect(rules({ small: { ...councilDecides?.small, decisionTermDays: 42, longestTermDays: 41 } })).toBe(false)
    expect(rules({ small: { ...councilDecides?.small, decisionTermDays: null, longestTermDays: 41 } })).toBe(false)
  })

  it('a rule set refuses unknown fields', () => {
    expect(rules({ minimumAge: 12 })).toBe(false)
  })

  it('a rule set counts an amount at the limit as small', () => {
    expect(LocalDate.parse(councilDecides?.validFrom)).toBe('2023-10-01')
    expect(councilDecides && [sizeOf(councilDecides, 250_000), sizeOf(councilDecides, 250_001)]).toEqual([
      'small',
      'large',
    ])
  })
})
