// The candidates of the ward-council election of 16 March 2022, as far as known ([P619], [PCOR] in docs/sources.md): 619 candidates
// in the first session and 621 after the second, eight ballot orders drawn again, 36 wards with more candidates than seats, 2 with
// exactly as many, 1 reduced to five, 291 seats. The numbers of candidates and seats in the other wards are not known. They, the
// persons and all votes are made up, and are the same in each run.
import { wardsOfRotterdam } from '../../../shared/wards/wards-of-rotterdam.ts'
import { sizeOf } from '../sizes.ts'

export const firstSession = 619
export const secondSession = 621
export const seatsFilled = 291
/** In full as many as were eligible for the municipal council ([RV]); the roll of the wards was not published. */
export const eligible = sizeOf('votersOf2022')

/** The changes in the second session: how many candidates fewer or more than in the first. */
export const corrected: ReadonlyMap<string, number> = new Map([
  ['blijdorp-bergpolder-liskwartier', -1],
  ['crooswijk', -1],
  ['bospolder-spangen-tussendijken', +1],
  ['overschie', +1],
  ['kralingen', +1],
  ['katendrecht-wilhelminapier', +1],
  ['dijkzigt-oude-westen', -1],
  ['cool-scheepvaartkwartier-stadsdriehoek', +1],
])
/** One of the candidates removed in the second session had stood in the wrong ward. */
export const moved = { from: 'dijkzigt-oude-westen', to: 'cool-scheepvaartkwartier-stadsdriehoek' } as const
export const reduced = 'heijplaat'
/** This ward gets a planted tie for its last seats. */
export const tied = 'overschie'

export type WardSupply = {
  readonly ward: string
  /** Seats before a reduction. */
  readonly seats: number
  /** The number of candidates on the final list. */
  readonly candidates: number
  readonly eligible: number
}

const others = wardsOfRotterdam
  .map(({ code }) => String(code))
  .filter((code) => code !== reduced && !corrected.has(code))
const exact = new Set(others.slice(0, 2))

/** All 39 wards. Seats: 20 wards with seven, 16 with eight, 2 with nine, and Heijplaat with seven, five of them filled. */
export const supply: readonly WardSupply[] = wardsOfRotterdam.map(({ code }, place) => {
  const ward = String(code)
  const voters = Math.floor(eligible / 39) + (place < eligible % 39 ? 1 : 0)
  if (ward === reduced) return { ward, seats: 7, candidates: 5, eligible: voters }
  if (exact.has(ward)) return { ward, seats: 7, candidates: 7, eligible: voters }
  const contested = wardsOfRotterdam
    .map((each) => String(each.code))
    .filter((each) => each !== reduced && !exact.has(each))
  const at = contested.indexOf(ward)
  return { ward, seats: at < 18 ? 7 : at < 34 ? 8 : 9, candidates: at < 26 ? 17 : 16, eligible: voters }
})

/** An endless sequence of numbers that is the same for the same text: a 32-bit linear congruential generator. */
export const numbersFrom = (text: string): (() => number) => {
  let state = [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7)
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const stations = 3

/**
 * The votes for each candidate, in the order of the ballot, at each of three stations. No two candidates of a ward have the same
 * total, except in the tied ward, where three candidates tie for the last two seats.
 */
export const votesOf = ({ ward, seats, candidates }: WardSupply): readonly (readonly number[])[] => {
  const next = numbersFrom(ward)
  // All totals differ, and their order is unrelated to the order of the ballot.
  const totals = Array.from({ length: candidates }, (_, place) => 120 + place * 17)
    .map((total) => ({ total, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ total }) => total)
  if (ward === tied) {
    const edge = totals.toSorted((a, b) => b - a)[seats - 1] ?? 0
    for (const [place, total] of totals.entries()) if (total === edge + 17 || total === edge - 17) totals[place] = edge
  }
  const shares = totals.map((total) => {
    const first = Math.floor(total * (0.2 + next() * 0.3))
    const second = Math.floor((total - first) * next())
    return [first, second, total - first - second]
  })
  return Array.from({ length: stations }, (_, station) => shares.map((each) => each[station] ?? 0))
}
