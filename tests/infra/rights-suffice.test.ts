// Least privilege must also be enough: a ward votes, elects its council and has an agreement for a year while every request of a
// function to the tables is checked against the function's synthesized role.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allUnits } from '../../infra/units/all-units.ts'
import { unplayed } from '../support/engine/guarded.ts'
import { guardedSystem, rights } from './support/demo-under-rights.ts'
import { type Guard, reachesOf } from './support/rights-guard.ts'

describe('what the roles allow', () => {
  let system: Awaited<ReturnType<typeof guardedSystem>>
  let guard: Guard

  beforeAll(async () => {
    system = await guardedSystem()
    guard = system.guard
  })
  afterAll(() => system.stop())

  it('what the roles allow is enough for a ward to vote, from the first initiative to the award', async () => {
    const { code, said } = await system.play('--lots', 'tests/data/pb/Netherlands_Amsterdam_643.pb')
    expect(guard.refused).toEqual([])
    expect(said).toContain('Equal to')
    expect(code, said).toBe(0)
  }, 600_000)

  it('what the roles allow is enough for a ward to elect its council, from the first nomination to the oath', async () => {
    const { code, said } = await system.play('election')
    expect(guard.refused).toEqual([])
    expect(said).toContain('✓ The draw holds.')
    expect(said).toContain('Equal to the count by hand')
    expect(code, said).toBe(0)
  }, 600_000)

  it('what the roles allow is enough for a year of a ward agreement, from the first draft to an alarm that is solved', async () => {
    const { code, said } = await system.play('agreement')
    expect(guard.refused).toEqual([])
    expect(said).toContain('Equal to the count by hand')
    expect(said).toMatch(/the alderman has ([1-9]\d*), \1 of them mailed/)
    expect(code, said).toBe(0)
  }, 600_000)

  it('what the roles allow was checked for every function with rights to a table, except those whose own tests check it', () => {
    const asked = new Set([...guard.allowed.keys()].map((id) => id.replace(/Function[0-9A-F]{8}$/, '')))
    const logicalId = (name: string) => name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const having = allUnits.filter(({ access }) => access.length > 0).map(({ name }) => name)
    expect(having.filter((name) => !asked.has(logicalId(name))).toSorted()).toEqual(unplayed.toSorted())
  })

  it('what the roles allow would not have let the casting function read the roll', async () => {
    const caster = [...rights.keys()].find((id) => id.startsWith('CastBallotFunction')) ?? ''
    const get = async (pk: string) => {
      const response = await fetch(guard.endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'DynamoDB_20120810.GetItem',
          authorization: `AWS4-HMAC-SHA256 Credential=${caster}/20260318/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: JSON.stringify({ TableName: 'wijk-local-main', Key: { pk: { S: pk }, sk: { S: 'POLL' } } }),
      })
      return response.text()
    }
    const poll = 'POLL#0b9f9a0e-6d8c-4c7c-9d2c-1f6a3b0f3c11'
    expect(await get(`${poll}#ROLL#0`)).toContain('AccessDeniedException')
    expect(await get(poll)).not.toContain('AccessDeniedException')
  })

  it('what the roles allow is checked item by item, also in transactions and batches', () => {
    const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' } })
    const transaction = {
      TransactItems: [
        { Put: { TableName: 't', Item: key('A') } },
        { ConditionCheck: { TableName: 't', Key: key('B') } },
      ],
    }
    expect(reachesOf('TransactWriteItems', transaction)).toEqual([
      { action: 'dynamodb:PutItem', table: 't', index: undefined, partitionKey: 'A' },
      { action: 'dynamodb:ConditionCheckItem', table: 't', index: undefined, partitionKey: 'B' },
    ])
    expect(reachesOf('BatchGetItem', { RequestItems: { t: { Keys: [key('A'), key('B')] } } })).toHaveLength(2)
    const query = {
      TableName: 't',
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'A' } },
    }
    expect(reachesOf('Query', query)).toEqual([
      { action: 'dynamodb:Query', table: 't', index: 'gsi1', partitionKey: 'A' },
    ])
    expect(() => reachesOf('Scan', {})).toThrow('No function uses Scan')
  })
})
