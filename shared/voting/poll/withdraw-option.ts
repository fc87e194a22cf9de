// An option that is withdrawn after the announcement: shown as withdrawn to every voter at once, and skipped by the count.
import type { Instant } from '../../kernel/clock.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { polls } from '../machine.ts'
import type { Poll } from './poll.ts'
import type { Withdrawal } from './poll-option.ts'

/** Marks an option as withdrawn while the box is not sealed. */
export const withdrawOption = (poll: Poll, option: string, now: Instant) =>
  polls.take(
    'withdraw-option',
    poll,
    (it) => {
      // The answers to a question cannot be withdrawn.
      if (it.frozen.rule.rule === 'yes_no' || !it.frozen.options.some(({ id }) => id === option))
        return refuse('option-not-found', { option })
      if (it.withdrawn?.some((each) => each.option === option)) return refuse('option-withdrawn-already', { option })
      return { ...it, withdrawn: [...(it.withdrawn ?? []), { option, withdrawnAt: now }] }
    },
    option,
  )

/** Why nobody can withdraw now: the votes are being counted, or a result has not been processed yet. */
export const objectionToWithdrawal = ({ status }: Poll): Refusal<'vote-being-counted'> | undefined =>
  ['sealed', 'awaiting-lots', 'lots-drawn', 'published'].includes(status)
    ? refuse('vote-being-counted', { status })
    : undefined

/** The withdrawals that the count applies, sorted by option: only in polls that promised it beforehand. */
export const countedWithdrawals = ({
  frozen,
  withdrawn = [],
}: Pick<Poll, 'frozen' | 'withdrawn'>): readonly Withdrawal[] =>
  frozen.withdrawals === 'passed-over' ? withdrawn.toSorted((a, b) => (a.option < b.option ? -1 : 1)) : []
