// Candidates who would stand in the wrong ward are warned when they enter their address, which is not stored. In 2022 a nomination
// had to be moved to another ward in the correction session. The addresses are made up (synthetic).
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { start as startWards } from '../../functions/wards/api.ts'
import { wardsOperations as wardOperations } from '../../shared/wards/operations.ts'
import { moments, nomination, office, resident, startElections } from '../support/builders/elections/election-api.ts'
import { documents, tableEnvironment } from '../support/engine/engine.ts'
import { type Handler, send } from '../support/services/http-event.ts'

const record = {
  source: 'Verzonnen, om het systeem mee te proberen',
  isSynthetic: true,
  ranges: [
    { letters: 'ZZ', from: 1, to: 99, side: 'odd', wardCode: 'heijplaat' },
    { letters: 'ZZ', from: 2, to: 98, side: 'even', wardCode: 'pernis' },
    { letters: 'ZY', from: 1, to: 9, side: 'both', wardCode: null },
  ],
}

describe('the address of a candidate', () => {
  let system: Awaited<ReturnType<typeof startElections>>
  let wards: Handler
  const params = { area: '3089', validFrom: '2025-12-01' }
  const record0 = (body: unknown = record, ifMatch = 0) =>
    send(wards, wardOperations.setAddresses, { by: office, at: moments.before, params, ifMatch, body })
  beforeEach(async () => {
    system = await startElections()
    wards = startWards(tableEnvironment(system))
    expect((await record0()).status).toBe(200)
  })
  afterEach(() => void vi.restoreAllMocks())

  const nominate = (electionId: string, ward: string, address: unknown, by = resident('anna', ward)) =>
    system.ask('nominate', {
      at: moments.open,
      by,
      params: { electionId, wardCode: ward },
      body: { ...nomination, address },
    })

  it('the address of a candidate in another ward is refused, with the right ward and a pointer to the field', async () => {
    const electionId = await system.planned()
    const wrong = await nominate(electionId, 'heijplaat', { postcode: '3089 zz', houseNumber: 12 })
    expect(wrong.body).toMatchObject({
      code: 'address-in-another-ward',
      facts: { addressWard: 'pernis' },
      errors: [{ pointer: '/address' }],
    })
    const nowhere = await nominate(electionId, 'heijplaat', { postcode: '3089ZY', houseNumber: 1 })
    expect(nowhere.body).toMatchObject({ code: 'address-in-no-ward' })
    expect((await nominate(electionId, 'heijplaat', { postcode: '3089ZZ', houseNumber: 13 })).status).toBe(201)
    const unknown = { postcode: '3011AA', houseNumber: 1 }
    expect((await nominate(electionId, 'heijplaat', unknown, resident('bram', 'heijplaat'))).status).toBe(201)
  })

  it('the address of a candidate is required from everybody if the rules say so', async () => {
    const electionId = await system.planned(['heijplaat'], '2026-03-18', moments.before, {
      addressAtNomination: 'required',
    })
    expect((await nominate(electionId, 'heijplaat', undefined)).body).toMatchObject({ code: 'address-needed' })
  })

  it('the address of a candidate is neither stored nor logged, and a retry gets the same answer', async () => {
    const lines: string[] = []
    for (const name of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => void lines.push(parts.map(String).join(' ')))
    const electionId = await system.planned()
    const input = {
      at: moments.open,
      by: resident('anna', 'heijplaat'),
      params: { electionId, wardCode: 'heijplaat' },
      body: { ...nomination, address: { postcode: '3089ZZ', houseNumber: 77 } },
      idempotencyKey: 'one-nomination-1',
    }
    const first = await system.ask('nominate', input)
    expect([first.status, (await system.ask('nominate', input)).status]).toEqual([201, 201])
    const { Items = [] } = await documents().send(new ScanCommand({ TableName: system.table.name }))
    const kept = JSON.stringify(
      Items.filter(({ pk }) => String(pk).startsWith('ELECTION#') || String(pk).startsWith('OUTBOX')),
    )
    expect(kept).toContain('A. de Vries')
    expect(`${kept}${lines.join('\n')}${JSON.stringify(first.body)}`).not.toMatch(/3089\s?zz|housenumber/i)
  })

  it('the address of a candidate can be looked up by anybody', async () => {
    const find = (postcode: string, houseNumber: number) =>
      send(wards, wardOperations.findWardOfAddress, { at: moments.open, body: { postcode, houseNumber } })
    expect((await find('3089zz', 2)).body).toEqual({
      wardCode: 'pernis',
      validFrom: '2025-12-01',
      source: record.source,
      isSynthetic: true,
    })
    expect((await find('3089ZY', 2)).body).toMatchObject({ wardCode: null })
    expect((await find('3089ZX', 2)).body).toMatchObject({ code: 'address-not-known' })
    expect((await find('30', 2)).body).toMatchObject({ errors: [{ pointer: '/postcode' }] })
    expect((await record0(record, 0)).body).toMatchObject({ code: 'changed-meanwhile' })
    const shown = await send(wards, wardOperations.getAddresses, { params })
    expect(shown.body).toEqual({ ...params, ...record })
    const wrong = { ...record, ranges: [...record.ranges, record.ranges[0]] }
    expect((await record0(wrong, 1)).body).toMatchObject({
      code: 'addresses-wrong',
      errors: [{ pointer: '/ranges/3' }],
    })
  })
})
