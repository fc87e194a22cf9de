// API operations on the numbers of residents of wards.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../api/operation.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { wardsRefusals } from '../refusals.ts'
import { RegisterCount } from './register-figure.ts'

const operation = operationsOf('wards', wardsRefusals)
const params = z.strictObject({ wardCode: WardCode })
const dateParams = z.strictObject({ wardCode: WardCode, date: LocalDate })

/** How many residents the population register counted in a ward on a day. */
const PublicRegisterFigure = z
  .strictObject({ wardCode: WardCode, date: LocalDate, ...RegisterCount.shape })
  .meta({ id: 'RegisterFigure' })

export const listRegisterFigures = operation({
  id: 'listRegisterFigures',
  method: 'GET',
  path: '/wards/{wardCode}/register-figures',
  summary: {
    nl: 'Hoeveel inwoners een wijk telt, de nieuwste telling eerst',
    en: 'How many residents a ward has, the newest count first',
  },
  description: 'The electorate of a vote may not exceed the newest of them.',
  access: access.public,
  about: { missing: 'ward-not-found' },
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicRegisterFigure) },
})

export const getRegisterFigure = operation({
  id: 'getRegisterFigure',
  method: 'GET',
  path: '/wards/{wardCode}/register-figures/{date}',
  summary: { nl: 'Hoeveel inwoners een wijk op een dag telde', en: 'How many residents a ward had on a day' },
  description: 'The figure with its source.',
  access: access.public,
  about: { missing: 'ward-not-found' },
  params: dateParams,
  responses: { 200: PublicRegisterFigure },
  refusals: ['register-figure-not-found'],
})

export const setRegisterFigure = operation({
  id: 'setRegisterFigure',
  method: 'PUT',
  path: '/wards/{wardCode}/register-figures/{date}',
  summary: {
    nl: 'Leg vast hoeveel inwoners een wijk op een dag telde',
    en: 'Record how many residents a ward had on a day',
  },
  description:
    'By the population register. The electorate of a vote may not exceed the newest figure. The first time, when there is no version to have seen, with `If-Match: "0"`.',
  access: access.electionOffice,
  about: { missing: 'ward-not-found' },
  requires: 'if-match',
  params: dateParams,
  body: RegisterCount,
  responses: { 200: PublicRegisterFigure },
  refusals: ['register-figure-in-the-future'],
})
