// The turnout that the election office sees while a poll is open: permits, in steps too coarse to trace individuals.
import type { FrozenPoll } from '../poll/poll.ts'

/** Ten permits, or a hundredth of the electorate if that is more. */
export const turnoutStep = (electorate: number): number => Math.max(10, Math.floor(electorate / 100))

/** Marks against the electorate, rounded down. `nearElectorate` from 90 % on, by the rounded number. */
export const turnoutOf = ({ electorate: { size } }: Pick<FrozenPoll, 'electorate'>, marks: number) => {
  const step = turnoutStep(size)
  const permitsAtLeast = Math.floor(marks / step) * step
  return { permitsAtLeast, step, electorate: size, nearElectorate: permitsAtLeast + step > size * 0.9 }
}

/** Whether at least 90 % have taken a permit: for the alarm, which contains no number. */
export const isElectorateNearlyReached = (
  { electorate: { size } }: Pick<FrozenPoll, 'electorate'>,
  marks: number,
): boolean => marks > 0 && marks * 10 >= size * 9
