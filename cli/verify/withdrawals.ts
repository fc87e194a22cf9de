// Checks that options were passed over only if the poll allowed it in advance, and only before its box was closed.
import type { ExportHeader } from '../../shared/voting/publication/export-format.ts'
import { type Finding, fails, holds } from './findings.ts'

/** Requests received before the close may be written up to 75 seconds later. After that the box cannot change. */
const boxClosesAt = ({ closesAt }: ExportHeader['poll']): number => Date.parse(closesAt) + 75_000
/** The step that closes the box may run late, up to this many days. */
const latestDays = 31

const objectionTo = ({ poll, result }: ExportHeader): string | undefined => {
  const { withdrawn = [] } = result
  if (withdrawn.length === 0) return undefined
  if (poll.withdrawals !== 'passed-over') return 'the poll did not say beforehand that options can be passed over'
  if (poll.rule.rule === 'yes_no') return 'an answer to a question cannot be withdrawn'
  const ids = withdrawn.map(({ option }) => option)
  const unknown = ids.find((id) => !poll.options.some((option) => option.id === id))
  if (unknown !== undefined) return `option ${unknown} does not exist`
  if (ids.some((id, at) => at > 0 && (ids[at - 1] ?? '') >= id)) return 'the options are not sorted, or named twice'
  const late = withdrawn.find(
    ({ withdrawnAt }) => Date.parse(withdrawnAt) > boxClosesAt(poll) + latestDays * 86_400_000,
  )
  return late === undefined ? undefined : `option ${late.option} was withdrawn after the count`
}

/** Lists the options that the city reports as withdrawn, and when. Readers can compare this with the page of each initiative. */
export const withdrawalsFinding = (header: ExportHeader): Finding => {
  const objection = objectionTo(header)
  if (objection !== undefined) return fails('withdrawals', objection)
  const { withdrawn = [] } = header.result
  return withdrawn.length === 0
    ? holds('withdrawals', 'none')
    : holds('withdrawals', withdrawn.map(({ option, withdrawnAt }) => `${option} since ${withdrawnAt}`).join(', '))
}
