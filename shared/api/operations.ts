// The operation that describes the API itself.
import * as z from 'zod'
import { access } from './access.ts'
import { operationsOf } from './operation.ts'

const operation = operationsOf('api', {})

export const getOpenApi = operation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: { nl: 'De beschrijving van deze API', en: 'The description of this API' },
  description: 'This document. Readable from any origin.',
  access: access.public,
  cached: 'short',
  responses: { 200: z.looseObject({ openapi: z.string() }) },
})

export const apiOperations = { getOpenApi } as const
