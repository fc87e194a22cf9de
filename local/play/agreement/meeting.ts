// A formal meeting of a ward council in a demo: convened, opened with a quorum, a vote by name, closed.
import { tagOf } from '../election/people.ts'
import type { City } from '../scenario/city.ts'
import type { Council } from './people.ts'

export type Proposal = {
  readonly wardCode: string
  readonly agreementId: string
  readonly title: string
  readonly startsAt: string
  /** The number of members present; the last `against` of them vote against. */
  readonly present: number
  readonly against: number
}

/** Holds a meeting about an agreement. Returns the decision, and the figures of its vote. */
export const decideOnAgreement = async (city: City, { people, members }: Council, of: Proposal) => {
  const { wardCode, agreementId, title, startsAt } = of
  const coordinator = () => people.official('coordinator')
  const convened = await city.must('conveneMeeting', {
    body: {
      ...{ wardCode, kind: 'formal', startsAt, place: 'Wijkhub' },
      agenda: [{ title, purpose: 'decision', isAboutPersons: false, about: { kind: 'agreement', agreementId } }],
    },
    token: await coordinator(),
  })
  await city.reach(startsAt)
  const params = { meetingId: convened.body.id }
  const version = async () => tagOf(await city.must('getMeeting', { params }))
  const present = members.slice(0, of.present)
  await city.must('openMeeting', { params, body: { present }, ifMatch: await version(), token: await coordinator() })
  const votes = present.map((memberId, place) => ({
    memberId,
    vote: place < present.length - of.against ? ('for' as const) : ('against' as const),
  }))
  const decided = await city.must('decideItem', {
    params: { ...params, itemNumber: '1' },
    body: { how: 'by-name', votes },
    ifMatch: await version(),
    token: await coordinator(),
  })
  await city.must('closeMeeting', { params, ifMatch: await version(), token: await coordinator() })
  const decisionId = decided.body.agenda.find(({ number }) => number === 1)?.decisionId
  if (decisionId === undefined) throw new Error('The item has no decision')
  const { body: decision } = await city.must('getDecision', { params: { decisionId } })
  const figures = decision.votings.at(-1)?.figures
  if (decision.status !== 'adopted' || figures === undefined) throw new Error(`The proposal was ${decision.status}`)
  return { decisionId, figures }
}
