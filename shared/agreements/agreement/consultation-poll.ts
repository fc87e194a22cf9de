// The poll of a consultation: a question to the residents of the ward beside their comments, by secret ballot. Its result is
// published like that of any poll and advises the council; nothing follows from it by itself.
import * as z from 'zod'
import { dateInCity, type Instant, InstantInput } from '../../kernel/clock.ts'
import { PollId } from '../../kernel/ids.ts'
import { derivedId } from '../../kernel/random.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { currentBallotVersion, type Poll, type PollConfiguration } from '../../voting/poll/poll.ts'
import { RuleConfiguration } from '../../voting/rules/configuration.ts'
import type { RegisterFigure } from '../../wards/register/register-figure.ts'
import { agreements } from '../machine.ts'
import type { Agreement } from './agreement.ts'

const Question = z.strictObject({ nl: Line(300), en: Line(300) }).meta({ id: 'AgreementPollQuestion' })

/** What residents are asked. `mayChooseMore`: several of the answers, or one. */
export const PollQuestion = z.strictObject({
  question: Question,
  answers: z
    .array(Line(200))
    .min(2)
    .max(20)
    .refine((answers) => new Set(answers.map((each) => each.toLowerCase())).size === answers.length, {
      params: {
        words: {
          nl: 'Twee antwoorden zijn gelijk. Maak elk antwoord anders.',
          en: 'Two answers are the same: make each one different.',
        },
      },
    }),
  mayChooseMore: z.boolean().default(false),
  opensAt: InstantInput,
})
export type PollQuestion = z.infer<typeof PollQuestion>

const pollIdOf = ({ id }: Agreement): PollId => PollId.parse(derivedId('poll-of-consultation', id))

/** Its poll, if residents are asked in one. */
export const pollOfConsultation = (agreement: Agreement) =>
  'consultation' in agreement ? agreement.consultation.poll : undefined

/** What voters will be asked, until the consultation is over. Refuses a second poll, and one without a figure of the register. */
export const configurationOf = (
  agreement: Agreement,
  asked: PollQuestion,
  figure: RegisterFigure | undefined,
  now: Instant,
) => {
  const objection = agreements.objectionTo('announce-poll', agreement.status)
  if (objection || agreement.status !== 'in-consultation')
    return objection ?? refuse('not-in-consultation', { status: agreement.status })
  const { closesAt, poll } = agreement.consultation
  if (poll !== undefined) return refuse('consultation-has-poll', { pollId: poll.pollId })
  if (closesAt <= now) return refuse('consultation-over', { closesAt })
  if (asked.opensAt <= now || closesAt <= asked.opensAt)
    return refuse('poll-outside-consultation', { opensAt: asked.opensAt, closesAt })
  if (figure === undefined) return refuse('ward-without-register-figure', { wardCode: agreement.wardCode })
  const { minimumAge, smallestGroup } = agreement.ruleSet.rules.consultation.poll
  const { question, answers, mayChooseMore, opensAt } = asked
  const configuration: PollConfiguration = {
    pollId: pollIdOf(agreement),
    ballotVersion: currentBallotVersion,
    question,
    options: answers.map((title, place) => ({ id: `answer-${place + 1}`, title, costCents: 0 })),
    ballotForm: mayChooseMore
      ? { kind: 'approval', min: 1, max: answers.length, isBlankAllowed: true }
      : { kind: 'one-choice', isBlankAllowed: true },
    rule: RuleConfiguration.parse({ rule: 'votes_only' }),
    // The votes of each answer are published; nothing is decided, so no tie is broken.
    lots: 'none',
    smallestGroup,
    electorate: {
      wardCode: agreement.wardCode,
      minimumAge,
      ageOn: dateInCity(closesAt),
      size: figure.residents,
      register: { date: figure.date, residents: figure.residents },
    },
    opensAt,
    closesAt,
  }
  return { refused: false as const, configuration }
}

/** The agreement once its poll is announced. */
export const announceConsultationPoll = (agreement: Agreement, { frozen: { pollId }, configurationHash }: Poll) =>
  agreements.take('announce-poll', agreement, (it) => ({
    ...it,
    consultation: { ...it.consultation, poll: { pollId, configurationHash } },
  }))
