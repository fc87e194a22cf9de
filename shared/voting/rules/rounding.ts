// Bounds on the errors of doubles. One operation is off by at most 2⁻⁵³ of its result (IEEE 754); here a rounding counts
// twice, to include the roundings made in computing a bound.
const one = 2 ** -52

/** The maximum error of a value after this many roundings. */
export const offBy = (value: number, roundings: number): number => value * (roundings * one)
/** An upper bound of a value after this many roundings. */
export const above = (value: number, roundings = 4): number => value * (1 + roundings * one)
/** A lower bound of it. */
export const below = (value: number, roundings = 4): number => value * (1 - roundings * one)
