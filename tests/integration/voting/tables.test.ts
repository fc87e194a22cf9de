import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { absent, putOne } from '../../../shared/table/write.ts'
import { engineClient, freshTables } from '../../support/engine/engine.ts'

const shapeOf = async (name: string) => (await engineClient().send(new DescribeTableCommand({ TableName: name }))).Table

describe('the tables of a test', () => {
  it('the tables of a test have a stream and two indexes on the main table, and neither on the ballot box', async () => {
    const { table, box } = await freshTables()
    const [main, ballots] = await Promise.all([shapeOf(table.name), shapeOf(box.name)])
    expect(main?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(['gsi1', 'gsi2'])
    expect(main?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' })
    expect(ballots?.StreamSpecification?.StreamEnabled ?? false).toBe(false)
    expect(ballots?.GlobalSecondaryIndexes ?? []).toEqual([])
  })

  it('the tables of a test return the old item when a condition fails', async () => {
    const { table } = await freshTables()
    const put = (word: string) => putOne(table, { put: { pk: 'a', sk: 'b', word }, ...absent })
    expect(await put('first')).toEqual({ written: true })
    expect(await put('second')).toEqual({
      written: false,
      failed: new Map([[0, { pk: 'a', sk: 'b', word: 'first' }]]),
    })
  })
})
