import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { getOpenApi } from '../../shared/api/operations.ts'
import { startApi } from '../support/services/deployed.ts'

describe('the published description of the API', async () => {
  const api = await startApi()
  afterAll(api.stop)

  it('is the generated document, whole', async () => {
    const { body } = await api.call(getOpenApi)
    expect(body).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')))
  })

  it('may be read by any website, and kept for a while', async () => {
    const { headers } = await api.call(getOpenApi)
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' })
  })

  it('is not kept when it was asked for wrongly', async () => {
    const { status, headers } = await api.call(getOpenApi, { query: { format: 'yaml' } })
    expect([status, headers['cache-control']]).toEqual([400, 'no-store'])
  })
})
