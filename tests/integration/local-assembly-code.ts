// The code of the functions in the small cloud assembly.

/** Behind the API: one route for each thing that the system should be able to do. */
export const api = `
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, DescribeExecutionCommand } from '@aws-sdk/client-sfn'
import { KMSClient, EncryptCommand, DecryptCommand } from '@aws-sdk/client-kms'
import { SchedulerClient, CreateScheduleCommand } from '@aws-sdk/client-scheduler'
const table = process.env.TABLE
const dynamo = new DynamoDBClient({})
let inside = 0
let most = 0
const json = (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const routes = {
  'GET /echo/{name}': async (event) => json(200, event),
  'GET /secret': async (event) => json(200, event.requestContext.authorizer.jwt),
  'GET /staff': async () => json(200, 'staff'),
  'POST /notes': async (event) => {
    const { id, text } = JSON.parse(event.body)
    await dynamo.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'OUTBOX#' + id }, sk: { S: 'note' }, type: { S: 'note.made' }, detail: { S: JSON.stringify({ id, text }) } } }))
    return json(201, { id, at: new Date().toISOString() })
  },
  'GET /notes/{id}': async (event) => {
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key: { pk: { S: 'HEARD#' + event.pathParameters.id }, sk: { S: 'note' } } }))
    return Item ? json(200, { text: Item.text.S, heardAt: Item.heardAt.S }) : json(404, {})
  },
  'POST /closings': async (event) => {
    const { name, at, items } = JSON.parse(event.body)
    await new SchedulerClient({}).send(new CreateScheduleCommand({
      Name: name, GroupName: 'tests', ScheduleExpression: 'at(' + at.slice(0, 19) + ')', ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution', RoleArn: 'arn:aws:iam::000000000000:role/x',
        Input: JSON.stringify({ StateMachineArn: process.env.MACHINE, Name: name, Input: JSON.stringify({ name, items: items ?? ['a', 'b', 'c'] }) }) } }))
    return json(202, {})
  },
  'GET /closings/{name}': async (event) => {
    const executionArn = process.env.MACHINE.replace(':stateMachine:', ':execution:') + ':' + event.pathParameters.name
    const { status, output, error } = await new SFNClient({}).send(new DescribeExecutionCommand({ executionArn }))
    return json(200, { status, output, error })
  },
  'POST /sealed': async (event) => {
    const kms = new KMSClient({})
    const { text, context, other } = JSON.parse(event.body)
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: process.env.KEY, Plaintext: Buffer.from(text), EncryptionContext: context }))
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: other ?? context }))
    return json(200, { text: Buffer.from(Plaintext).toString() })
  },
  'POST /bytes': async (event) => ({ statusCode: 200, isBase64Encoded: true, headers: { 'content-type': 'application/octet-stream' }, cookies: ['a=1', 'b=2'], body: event.isBase64Encoded ? event.body : Buffer.from('text').toString('base64') }),
  'GET /crowd': async () => {
    inside += 1
    most = Math.max(most, inside)
    await dynamo.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'CROWD#' + inside }, sk: { S: 'one' } } }))
    inside -= 1
    return json(200, { most })
  },
  'GET /crash': async () => { setTimeout(() => { throw new Error('lost my mind') }); await new Promise(() => {}) },
  'GET /error': async () => { throw new TypeError('not my day') },
  'GET /slow': async () => { await new Promise((resolve) => setTimeout(resolve, 60000)) },
}
export const handler = (event) => routes[event.routeKey](event)
`

/** Hears of each note; fails for some. */
export const listener = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
const dynamo = new DynamoDBClient({})
let failures = 0
export const handler = async (event) => {
  if (event.detail.text === 'poison') throw new Error('cannot process that')
  if (event.detail.text === 'fails once' && failures++ === 0) throw new Error('not now')
  await dynamo.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: 'HEARD#' + event.detail.id }, sk: { S: 'note' }, text: { S: event.detail.text }, heardAt: { S: new Date().toISOString() } } }))
}
`

/** Counts how often an event arrives; fails until it is repaired. */
export const receiver = `
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
const dynamo = new DynamoDBClient({})
const key = (id) => ({ pk: { S: 'RECEIVED#' + id }, sk: { S: 'event' } })
export const handler = async ({ detail }) => {
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: process.env.TABLE, Key: key('repaired'), ConsistentRead: true }))
  if (detail.subject === 'polls/failing' && Item === undefined) throw new Error('cannot process that yet')
  await dynamo.send(new UpdateItemCommand({ TableName: process.env.TABLE, Key: key(detail.id), UpdateExpression: 'ADD times :one', ExpressionAttributeValues: { ':one': { N: '1' } } }))
}
`

/** A step of the state machine: slow, or too early at first. */
export const step = `
let tries = 0
class TooEarly extends Error { name = 'TooEarly' }
export const handler = async (event) => {
  if (event.item === 'slow') await new Promise((resolve) => setTimeout(resolve, 700))
  if (event.flaky && tries++ < 1) throw new TooEarly('wait')
  return { item: event.item ?? null, at: new Date().toISOString() }
}
`

/** Says when it runs. */
export const ticker = `
export const handler = async () => { console.log('tick ' + new Date().toISOString()) }
`
