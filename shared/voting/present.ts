import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { Bilingual } from '../kernel/refusals.ts'
import { formInWords } from './poll/ballot-form.ts'
import { type Poll, phaseAt } from './poll/poll.ts'
import type { PublicPoll } from './public-poll.ts'

/** How to vote, and which options can no longer be voted for. */
const withWithdrawals = ({ frozen: { ballotForm, options, withdrawals }, withdrawn = [] }: Poll): Bilingual => {
  const form = formInWords(ballotForm)
  if (withdrawn.length === 0) return form
  const titles = withdrawn.map(({ option }) => `‘${options.find(({ id }) => id === option)?.title ?? option}’`)
  const many = titles.length > 1
  const isPassedOver = withdrawals === 'passed-over'
  return {
    nl: `${form.nl} Ingetrokken: ${titles.join(', ')}. ${
      isPassedOver
        ? `${many ? 'Deze keuzes tellen' : 'Deze keuze telt'} niet meer mee.`
        : `${many ? 'Deze keuzes krijgen' : 'Deze keuze krijgt'} geen geld.`
    }`,
    en: `${form.en} Withdrawn: ${titles.join(', ')}. ${
      isPassedOver
        ? `${many ? 'These options no longer count' : 'This option no longer counts'}.`
        : `${many ? 'These options get' : 'This option gets'} no money.`
    }`,
  }
}

/** The public view of a poll at a moment. */
export const presentPoll = (poll: Poll, now: Instant): z.input<typeof PublicPoll> => ({
  ...poll.frozen,
  configurationHash: poll.configurationHash,
  configurationSignature: poll.configurationSignature,
  formInWords: withWithdrawals(poll),
  phase: phaseAt(poll, now),
  announcedAt: poll.announcedAt,
  ...(poll.withdrawn === undefined ? {} : { withdrawn: poll.withdrawn }),
  ...('checkpoint' in poll ? { checkpoint: poll.checkpoint } : {}),
  ...('recordedLots' in poll ? { recordedLots: poll.recordedLots } : {}),
  ...(poll.status === 'void' ? { voidedBecause: poll.reason, isToBeRepeated: poll.isToBeRepeated } : {}),
})
