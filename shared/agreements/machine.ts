// The state machines of an agreement, an action, a review and an alarm, drawn in docs/state-machines.
import { actionChanged, agreementChanged, alarmChanged, reviewChanged } from '../../events/agreements.ts'
import { event } from '../../events/envelope.ts'
import { machineOf } from '../kernel/machine.ts'
import type { Action } from './actions/action.ts'
import type { Agreement } from './agreement/agreement.ts'
import type { Alarm } from './watch/alarm.ts'
import type { Review } from './watch/review.ts'

const agreement = machineOf<Agreement>()
const eventFor = ({ id, wardCode, status, textVersion }: Agreement) =>
  event(agreementChanged, `agreements/${id}`, { agreementId: id, wardCode, status, textVersion })

export const agreements = agreement.machine('agreement', {
  draft: agreement.begin({ to: 'draft', eventFor }),
  revise: agreement.step({ from: ['draft', 'in-costing'], to: 'same', otherwise: 'text-fixed', eventFor }),
  consult: agreement.step({ from: ['draft'], to: 'in-consultation', otherwise: 'not-a-draft', eventFor }),
  'announce-poll': agreement.step({
    from: ['in-consultation'],
    to: 'same',
    otherwise: 'not-in-consultation',
    eventFor,
  }),
  'ask-costing': agreement.step({
    from: ['in-consultation'],
    to: 'in-costing',
    otherwise: 'not-in-consultation',
    eventFor,
  }),
  adopt: agreement.step({ from: ['in-costing'], to: 'adopted', otherwise: 'not-in-costing', eventFor }),
  sign: agreement.step({ from: ['adopted'], to: 'same', otherwise: 'not-to-be-signed', eventFor }),
  'sign-last': agreement.step({ from: ['adopted'], to: 'signed', otherwise: 'not-to-be-signed', eventFor }),
  publish: agreement.step({ from: ['signed'], to: 'published', otherwise: 'not-signed', eventFor }),
  'take-effect': agreement.step({ from: ['published'], to: 'in-force', otherwise: 'not-published', eventFor }),
  'plan-year': agreement.step({ from: ['in-force'], to: 'same', otherwise: 'not-in-force', eventFor }),
  succeed: agreement.step({ from: ['in-force'], to: 'succeeded', otherwise: 'not-in-force', eventFor }),
  end: agreement.step({ from: ['published', 'in-force'], to: 'ended', otherwise: 'not-in-force', eventFor }),
  withdraw: agreement.step({
    from: ['draft', 'in-consultation', 'in-costing', 'adopted', 'signed'],
    to: 'withdrawn',
    otherwise: 'published-already',
    eventFor,
  }),
})

const action = machineOf<Action>()
const eventForAction = ({ id, wardCode, agreementId, status, year }: Action) =>
  event(actionChanged, `actions/${id}`, { actionId: id, wardCode, agreementId, status, year })
/** The council may judge again: a later review can bring another verdict. */
const open = ['agreed', 'partly-realised', 'not-realised'] as const
const judged = <const To extends 'realised' | 'partly-realised' | 'not-realised' | 'dropped' | 'carried-over'>(
  to: To,
) => action.step({ from: open, to, otherwise: 'not-to-be-judged', eventFor: eventForAction })

export const actions = action.machine('action', {
  propose: action.begin({ to: 'proposed', eventFor: eventForAction }),
  cost: action.step({ from: ['proposed'], to: 'same', otherwise: 'not-proposed', eventFor: eventForAction }),
  agree: action.step({ from: ['proposed'], to: 'agreed', otherwise: 'not-proposed', eventFor: eventForAction }),
  'set-aside': action.step({
    from: ['proposed'],
    to: 'not-taken-up',
    otherwise: 'not-proposed',
    eventFor: eventForAction,
  }),
  report: action.step({ from: open, to: 'same', otherwise: 'nothing-to-report', eventFor: eventForAction }),
  realise: judged('realised'),
  'find-partly': judged('partly-realised'),
  'find-not-realised': judged('not-realised'),
  drop: judged('dropped'),
  'carry-over': judged('carried-over'),
})

const review = machineOf<Review>()
const askedIn = (it: Review) => ('asked' in it ? it.asked : [])
const factsOf = (it: Review) => {
  const { id: reviewId, wardCode, agreementId, status } = it
  const unanswered = askedIn(it).filter(({ answeredAt }) => answeredAt === undefined).length
  const unjudged = askedIn(it).filter(({ isJudged }) => !isJudged).length
  return { reviewId, wardCode, agreementId, status, unanswered, unjudged }
}
const eventForReview = (after: Review) => event(reviewChanged, `reviews/${after.id}`, factsOf(after))
const eventForAnswer = (after: Review, before: Review) => {
  const open = new Set(askedIn(before).flatMap((each) => (each.answeredAt === undefined ? [each.actionId] : [])))
  const now = askedIn(after).find(({ actionId, answeredAt }) => answeredAt !== undefined && open.has(actionId))
  const answered = now === undefined ? {} : { answered: now.actionId }
  return event(reviewChanged, `reviews/${after.id}`, { ...factsOf(after), ...answered })
}

export const reviews = review.machine('review', {
  schedule: review.begin({ to: 'scheduled', eventFor: eventForReview }),
  ask: review.step({ from: ['scheduled'], to: 'asking', otherwise: 'review-begun', eventFor: eventForReview }),
  answer: review.step({
    from: ['asking', 'judging', 'published'],
    to: 'same',
    otherwise: 'review-not-begun',
    eventFor: eventForAnswer,
  }),
  'ask-verdict': review.step({
    from: ['asking'],
    to: 'judging',
    otherwise: 'review-not-asking',
    eventFor: eventForReview,
  }),
  judge: review.step({ from: ['judging'], to: 'same', otherwise: 'review-not-judging', eventFor: eventForReview }),
  publish: review.step({
    from: ['judging'],
    to: 'published',
    otherwise: 'review-not-judging',
    eventFor: eventForReview,
  }),
  restart: review.step({
    from: ['scheduled', 'asking', 'judging'],
    to: 'same',
    otherwise: 'review-over',
    eventFor: eventForReview,
  }),
  cancel: review.step({ from: ['scheduled'], to: 'cancelled', otherwise: 'review-begun', eventFor: eventForReview }),
})

const alarm = machineOf<Alarm>()
const eventForAlarm = ({ id, wardCode, agreementId, status, rungs }: Alarm) => {
  const rung = rungs.at(-1)
  const [addressee, endsOn] = [rung?.addressee ?? '', rung?.endsOn ?? '']
  return event(alarmChanged, `alarms/${id}`, { alarmId: id, wardCode, agreementId, status, addressee, endsOn })
}

export const alarms = alarm.machine('alarm', {
  raise: alarm.begin({ to: 'waiting', eventFor: eventForAlarm }),
  climb: alarm.step({ from: ['waiting'], to: 'same', otherwise: 'alarm-not-waiting', eventFor: eventForAlarm }),
  'find-unanswered': alarm.step({
    from: ['waiting'],
    to: 'unanswered',
    otherwise: 'alarm-not-waiting',
    eventFor: eventForAlarm,
  }),
  answer: alarm.step({
    from: ['waiting', 'unanswered'],
    to: 'answered',
    otherwise: 'alarm-solved',
    eventFor: eventForAlarm,
  }),
  'answer-again': alarm.step({
    from: ['waiting', 'answered', 'unanswered'],
    to: 'same',
    otherwise: 'alarm-solved',
    eventFor: eventForAlarm,
  }),
  'reject-answer': alarm.step({
    from: ['answered'],
    to: 'waiting',
    otherwise: 'alarm-not-answered',
    eventFor: eventForAlarm,
  }),
  solve: alarm.step({
    from: ['waiting', 'answered', 'unanswered'],
    to: 'solved',
    otherwise: 'alarm-solved',
    eventFor: eventForAlarm,
  }),
})
