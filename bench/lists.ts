// A page of 50 out of 30,000 initiatives, against the raw Query of the same index with the same attributes.
import { randomUUID } from 'node:crypto'
import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { makeRound } from '../local/play/demo/poll/round.ts'
import { atOnce } from '../local/play/scenario/at-once.ts'
import { connect } from '../local/play/scenario/city.ts'
import { publicAttributes } from '../shared/initiatives/initiative.ts'
import { projectionOf } from '../shared/table/read.ts'
import { type BenchRow, median } from './row.ts'
import { connections } from './stack/load.ts'
import { type Stack, startStack } from './stack/stack.ts'

const items = 30_000
const [pages, warmUp, pageSize] = [200, 1_000, 50]
const wardCode = 'oude-noorden'

const election = {
  title: 'Bench',
  budgetCents: 500_000,
  projects: [{ id: '1', name: 'Project 1', costCents: 100_000 }],
  choices: [],
  maximumChoices: 1,
  electorateSize: 100,
  expected: undefined,
}

const query = (TableName: string, Limit: number, isPublic: boolean) =>
  new QueryCommand({
    ...{ TableName, IndexName: 'gsi1', Limit, ScanIndexForward: false },
    KeyConditionExpression: 'gsi1pk = :pk',
    ExpressionAttributeValues: { ':pk': `WARD#${wardCode}#INITIATIVE` },
    ...projectionOf(isPublic ? publicAttributes : undefined),
  })

/** Copies the existing initiative with new ids; without a stream, because nothing consumes these changes. */
const fill = async (client: DynamoDBDocumentClient, table: string): Promise<void> => {
  const StreamSpecification = { StreamEnabled: false }
  await client.send(new UpdateTableCommand({ TableName: table, StreamSpecification }))
  const { Items: [one = {}] = [] } = await client.send(query(table, 1, false))
  const copy = () => JSON.parse(JSON.stringify(one).replaceAll(String(one.id), randomUUID()))
  await atOnce(Array.from({ length: Math.ceil(items / 25) }), 4, async () => {
    const puts = Array.from({ length: 25 }, () => ({ PutRequest: { Item: copy() } }))
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }))
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine took not all items')
  })
}

/** Milliseconds of each run, one after the other. */
const timesOf = async (count: number, act: () => Promise<unknown>): Promise<number[]> => {
  const times: number[] = []
  for (let each = 0; each < count; each += 1) {
    const begun = performance.now()
    await act()
    times.push(performance.now() - begun)
  }
  return times
}

const measure = async (stack: Stack): Promise<BenchRow[]> => {
  const { origin, engineEndpoint: endpoint, table } = stack
  await makeRound(connect(origin), wardCode, election, () => {})
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials }))
  await fill(client, table)
  const line = connections(origin, 1)
  const page = () => line.send({ path: `/v1/initiatives?wardCode=${wardCode}&limit=${pageSize}` })
  const raw = async () => (await client.send(query(table, pageSize, true))).Count
  if ((await raw()) !== pageSize) throw new Error('The list is shorter than a page')
  await timesOf(warmUp, raw)
  const before = await timesOf(pages, raw)
  // Just before they are measured: a thread that nobody asks for five seconds ends, and the next one has compiled nothing.
  await timesOf(warmUp, page)
  const used = stack.cpu()
  const asked = await timesOf(pages, page)
  const usedAfter = stack.cpu()
  const after = await timesOf(pages, raw)
  line.close()
  const [api, reference] = [median(asked), median([...before, ...after])]
  return [
    {
      what: `a page of ${pageSize} out of ${items} initiatives`,
      measured: `${api.toFixed(1)} ms`,
      reference: `${median(before).toFixed(1)} ms before, ${median(after).toFixed(1)} ms after (raw Query)`,
      ratio: `${(api / reference).toFixed(2)} × the raw Query`,
      goal: '≤ 1.5 ×',
    },
    {
      what: 'CPU of such a page, server + engine',
      measured: `${((usedAfter.server - used.server) / pages).toFixed(1)} + ${((usedAfter.engine - used.engine) / pages).toFixed(1)} ms`,
      reference: '',
      ratio: '',
      goal: '≤ 4 ms server',
    },
  ]
}

export const benchLists = async (): Promise<BenchRow[]> => {
  const stack = await startStack()
  try {
    return await measure(stack)
  } finally {
    await stack.stop()
  }
}
