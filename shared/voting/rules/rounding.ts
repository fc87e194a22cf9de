// How far doubles may be off. One operation is off by at most 2⁻⁵³ of its result (IEEE 754); here a rounding counts for
// twice that, so that the roundings made in working out a bound are in it too.
const one = 2 ** -52

/** How far a value may be off after so many roundings. */
export const offBy = (value: number, roundings: number): number => value * (roundings * one)
/** Not less than a value that so many roundings have led to. */
export const above = (value: number, roundings = 4): number => value * (1 + roundings * one)
/** Not more than it. */
export const below = (value: number, roundings = 4): number => value * (1 - roundings * one)
