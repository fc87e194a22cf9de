// The actions of council, departments and residents from the first draft of an agreement to its publication.
import type { Input } from '../../../client/client.ts'
import { tagOf } from '../election/people.ts'
import type { City } from '../scenario/city.ts'
import type { Council, People } from './people.ts'

export type AgreementOf = { readonly agreementId: string }
export type ActionOf = AgreementOf & { readonly actionId: string }

/** The input of a step on an agreement: its present version, and who takes the step. */
export const onAgreement = async (city: City, { agreementId }: AgreementOf, token: Promise<string>) => {
  const params = { agreementId }
  return { params, ifMatch: tagOf(await city.must('getAgreement', { params })), token: await token }
}

/** The input of a step on an action. */
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

/** Proposes an action, has the owning department cost it, and agrees it. */
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

/** Opens the consultation until a moment, and lets residents comment. */
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
