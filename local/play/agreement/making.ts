// What council, departments and residents do from the first draft of an agreement to its publication.
import type { Input } from '../../../client/client.ts'
import { tagOf } from '../election/people.ts'
import type { City } from '../scenario/city.ts'
import type { Council, People } from './people.ts'

export type AgreementOf = { readonly agreementId: string }
export type ActionOf = AgreementOf & { readonly actionId: string }

/** What a step on an agreement needs: its version now, and who takes it. */
export const onAgreement = async (city: City, { agreementId }: AgreementOf, token: Promise<string>) => {
  const params = { agreementId }
  return { params, ifMatch: tagOf(await city.must('getAgreement', { params })), token: await token }
}

/** What a step on an action needs. */
export const onAction = async (city: City, { agreementId, actionId }: ActionOf, token: Promise<string>) => {
  const params = { agreementId, actionId }
  return { params, ifMatch: tagOf(await city.must('getAction', { params })), token: await token }
}

export const draft = async (
  city: City,
  people: People,
  body: Input<'draftAgreement'>['body'],
): Promise<AgreementOf> => {
  const token = await people.official('coordinator')
  return { agreementId: (await city.must('draftAgreement', { body, token })).body.id }
}

export type Planned = {
  readonly title: string
  readonly text: string
  readonly department: string
  readonly budgetCents: number
  readonly dueOn: string
  readonly year: number
}

/** An action is proposed, costed by the department that owns it, and taken up. */
export const promise = async (city: City, people: People, of: AgreementOf, planned: Planned): Promise<ActionOf> => {
  const { title, text, department, budgetCents, dueOn, year } = planned
  const owner = { department, role: 'gebiedsbeheerder' }
  const { body } = await city.must('proposeAction', {
    params: { agreementId: of.agreementId },
    body: { year, title, text, owner, source: { kind: 'resident' }, dueOn },
    token: await people.official('coordinator'),
  })
  const action = { ...of, actionId: body.id }
  await city.must('costAction', {
    ...(await onAction(city, action, people.department(department))),
    body: { state: 'costed', budgetCents, coveredBy: 'Voorjaarsnota' },
  })
  await city.must('agreeAction', await onAction(city, action, people.official('coordinator')))
  return action
}

/** Asks residents until a moment, and lets them comment. */
export const consult = async (
  city: City,
  people: People,
  of: AgreementOf,
  { closesAt, comments }: { readonly closesAt: string; readonly comments: readonly string[] },
) => {
  await city.must('consultResidents', {
    ...(await onAgreement(city, of, people.official('coordinator'))),
    body: { closesAt },
  })
  for (const [place, text] of comments.entries())
    await city.must('commentOnAgreement', { params: { ...of }, body: { text }, token: await people.resident(place) })
}

/** Council, municipality and ward network sign. */
export const sign = async (city: City, { people }: Council, of: AgreementOf) => {
  const parties = [
    ['Voorzitter van de wijkraad', () => people.member(0)],
    ['Wijkwethouder', () => people.official('adopting-alderman')],
    ['Wijknetwerker', () => people.official('ward-networker')],
  ] as const
  for (const [by, token] of parties)
    await city.must('signAgreement', { ...(await onAgreement(city, of, token())), body: { by } })
}
