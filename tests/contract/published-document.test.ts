import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { getOpenApi } from '../../shared/api/operations.ts'
import { startApi } from '../support/services/deployed.ts'

describe('the published description of the API', async () => {
  const api = await startApi()
  afterAll(api.stop)

  it('the published description of the API is the complete generated document', async () => {
    const { body } = await api.call(getOpenApi)
    expect(body).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')))
  })

  it('the published description of the API can be read from any website, and cached for a while', async () => {
    const { headers } = await api.call(getOpenApi)
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' })
  })

  it('the published description of the API is not cached when the request was wrong', async () => {
    const { status, headers } = await api.call(getOpenApi, { query: { format: 'yaml' } })
    expect([status, headers['cache-control']]).toEqual([400, 'no-store'])
  })
})
