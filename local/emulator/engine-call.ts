// Our own calls to the engine: creating tables, reading streams. The functions use the AWS SDK instead.
import { Agent, request } from 'node:http'
import { isObject, parseJson, textOf } from './json.ts'

/** An error of the engine, with the name AWS gives it (`ResourceNotFoundException`). */
export class EngineRefusal extends Error {
  constructor(code: string, message: string) {
    super(message)
    this.name = code
  }
}

export type EngineCall = (operation: string, body: unknown) => Promise<unknown>

const agent = new Agent({ keepAlive: true })

const post = (endpoint: string, target: string, body: string) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const outgoing = request(endpoint, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=runner/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
        'content-length': Buffer.byteLength(body),
      },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
    })
    outgoing.end(body)
  })

/** Calls one service of the engine; rejects with EngineRefusal. */
export const engineCall =
  (endpoint: string, service: 'DynamoDB_20120810' | 'DynamoDBStreams_20120810'): EngineCall =>
  async (operation, body) => {
    const { status, text } = await post(endpoint, `${service}.${operation}`, JSON.stringify(body))
    const answer = parseJson(text)
    if (status === 200) return answer
    const refusal = isObject(answer) ? answer : {}
    throw new EngineRefusal(textOf(refusal.__type).replace(/^.*#/, ''), textOf(refusal.message))
  }
