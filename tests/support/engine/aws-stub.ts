// The services that functions call apart from the tables: KMS, S3, Step Functions, Scheduler and SES, on one port. It records
// every request literally, because the join attempt searches them.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
} from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as z from 'zod'
import type { Buckets } from '../../../local/emulator/aws/objects/buckets.ts'
import type { Bytes } from '../../../local/emulator/aws/objects/bytes.ts'
import { openUploads, Upload } from '../../../local/emulator/aws/objects/multipart-uploads.ts'
import { objectApi } from '../../../local/emulator/aws/objects/object-api.ts'
import { type KeptObject, openObjectStore, wholeContent } from '../../../local/emulator/aws/objects/object-store.ts'
import type { Reply } from '../../../local/emulator/gateway/problems.ts'
import { send } from '../../../local/emulator/gateway/wire.ts'
import { type Drawer, openState } from '../../../local/emulator/state.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'

export type AwsCall = { readonly service: string; readonly operation: string; readonly body: string }
type Answer = Pick<Reply, 'status'> & Partial<Reply> & { readonly error?: string }
type Asked = { readonly method: string; readonly path: string; readonly query: URLSearchParams } & {
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const json = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) })
const refusal = (status: number, error: string): Answer => ({
  status,
  error,
  body: JSON.stringify({ __type: error, message: error, Message: error }),
})

const KmsRequest = z.object({
  KeyId: z.string(),
  EncryptionContext: z.record(z.string(), z.string()).default({}),
  Plaintext: z.base64().optional(),
  Message: z.base64().optional(),
  CiphertextBlob: z.base64().optional(),
})

const signingKeys = new Map<string, ReturnType<typeof makeSigningKeys>>()
const makeSigningKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signingKeysOf = (keyId: string) => {
  const keys = signingKeys.get(keyId) ?? makeSigningKeys()
  signingKeys.set(keyId, keys)
  return keys
}
const wrappingKey = (keyId: string) => createHash('sha256').update(`stub ${keyId}`).digest()
const aad = (context: Record<string, string>) => Buffer.from(JSON.stringify(Object.entries(context).sort()))

/** AES-256-GCM with the context as additional data. As with KMS, decryption fails with a wrong key or context. */
const kms = (operation: string, asked: Asked): Answer => {
  const request = KmsRequest.parse(JSON.parse(asked.body.toString()))
  if (operation === 'GetPublicKey') {
    const der = signingKeysOf(request.KeyId).publicKey.export({ format: 'der', type: 'spki' })
    return json({ KeyId: request.KeyId, PublicKey: der.toString('base64') })
  }
  if (operation === 'Sign') {
    const signature = sign(
      'sha256',
      Buffer.from(request.Message ?? '', 'base64'),
      signingKeysOf(request.KeyId).privateKey,
    )
    return json({ KeyId: request.KeyId, Signature: signature.toString('base64') })
  }
  if (operation === 'Encrypt') {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', wrappingKey(request.KeyId), iv)
    cipher.setAAD(aad(request.EncryptionContext))
    const sealed = Buffer.concat([cipher.update(Buffer.from(request.Plaintext ?? '', 'base64')), cipher.final()])
    const blob = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
    return json({ KeyId: request.KeyId, CiphertextBlob: blob })
  }
  const blob = Buffer.from(request.CiphertextBlob ?? '', 'base64')
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey(request.KeyId), blob.subarray(0, 12))
  decipher.setAAD(aad(request.EncryptionContext))
  decipher.setAuthTag(blob.subarray(12, 28))
  try {
    const plain = Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()])
    return json({ KeyId: request.KeyId, Plaintext: plain.toString('base64') })
  } catch {
    return refusal(400, 'InvalidCiphertextException')
  }
}

const bytesIn = (map: Map<string, Buffer>): Bytes => {
  const read = (name: string) => map.get(name) ?? Buffer.alloc(0)
  return {
    read,
    write: (name, chunks) => map.set(name, Buffer.concat([...chunks])),
    slice: (name, start, length) => read(name).subarray(start, start + length),
    remove: (name) => map.delete(name),
  }
}

/** Object metadata for the bytes in the map. Tests change the map directly. */
const headsOf = (objects: Map<string, Buffer>): Drawer<KeptObject> => {
  const written = new WeakMap<Buffer, KeptObject>()
  const plain = { contentType: 'application/octet-stream', metadata: {}, modifiedAt: 0 }
  const headOf = (body: Buffer) => written.get(body) ?? { ...plain, ...wholeContent(body) }
  return {
    get: (id) => {
      const body = objects.get(id)
      return body && headOf(body)
    },
    put: (id, head) => {
      const body = objects.get(id)
      if (body) written.set(body, head)
    },
    remove: (id) => objects.delete(id),
    entries: () => [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, body]) => [id, headOf(body)]),
    get size() {
      return objects.size
    },
  }
}

/** The buckets of the local emulator, stored in that map. Every bucket exists. */
const bucketsOver = (objects: Map<string, Buffer>): Buckets => {
  const place = { drawer: headsOf(objects), bytes: bytesIn(objects), now: Date.now, retentionOf: () => 0 }
  const store = openObjectStore(place)
  const uploads = openUploads({
    store,
    drawer: openState(':memory:').drawer('uploads', Upload),
    bytes: bytesIn(new Map()),
  })
  return { store, uploads }
}

const StartExecution = z.object({ stateMachineArn: z.string(), name: z.string(), input: z.string() })
type Execution = { readonly input: string; isRunning: boolean; readonly startDate: number }

export type AwsStub = {
  readonly endpoint: string
  readonly calls: readonly AwsCall[]
  /** Objects by `bucket/key`. */
  readonly objects: Map<string, Buffer>
  /** Schedules by name: the latest request. */
  readonly schedules: ReadonlyMap<string, Record<string, unknown>>
  /** Executions by name; set `isRunning` to false to end one. */
  readonly executions: ReadonlyMap<string, Execution>
  /** Called before each request. If it returns an answer, that replaces the service's own answer. */
  intercept: (call: AwsCall) => Answer | undefined | Promise<Answer | undefined>
  stop(): Promise<void>
}

const stateOf = () => {
  const objects = new Map<string, Buffer>()
  return {
    objects,
    s3: objectApi(bucketsOver(objects)),
    schedules: new Map<string, Record<string, unknown>>(),
    executions: new Map<string, Execution>(),
  }
}
type State = ReturnType<typeof stateOf>

const scheduler = ({ schedules }: State, asked: Asked): Answer => {
  const name = decodeURIComponent(asked.path.slice('/schedules/'.length))
  const isThere = schedules.has(name)
  if (asked.method === 'POST' && isThere) return refusal(409, 'ConflictException')
  if (asked.method !== 'POST' && !isThere) return refusal(404, 'ResourceNotFoundException')
  if (asked.method === 'DELETE') schedules.delete(name)
  else schedules.set(name, z.record(z.string(), z.unknown()).parse(JSON.parse(asked.body.toString())))
  return json({ ScheduleArn: `arn:aws:scheduler:eu-west-1:000000000000:schedule/stub/${name}` })
}

/** Starting a running execution again with the same name and input succeeds; any other use of the name fails. */
const stepFunctions = ({ executions }: State, asked: Asked): Answer => {
  const { name, input, stateMachineArn } = StartExecution.parse(JSON.parse(asked.body.toString()))
  const present = executions.get(name)
  if (present && !(present.isRunning && present.input === input)) return refusal(400, 'ExecutionAlreadyExists')
  const execution = present ?? { input, isRunning: true, startDate: Date.now() / 1_000 }
  executions.set(name, execution)
  return json({ executionArn: `${stateMachineArn}:${name}`, startDate: execution.startDate })
}

const callOf = (asked: Asked): AwsCall => {
  const target = String(asked.headers['x-amz-target'] ?? '')
  const [service = '', operation = ''] = target.split('.')
  const body = asked.body.toString('latin1')
  if (service === 'TrentService') return { service: 'kms', operation, body }
  if (service === 'AWSStepFunctions') return { service: 'states', operation, body }
  if (asked.path.startsWith('/v2/email/')) return { service: 'ses', operation: asked.path, body: asked.body.toString() }
  const isSchedule = asked.path.startsWith('/schedules/')
  return {
    service: isSchedule ? 'scheduler' : 's3',
    operation: asked.method,
    body: `${asked.path}?${asked.query}\n${body}`,
  }
}

const answerTo = (state: State, call: AwsCall, asked: Asked): Answer => {
  switch (call.service) {
    case 'kms':
      return kms(call.operation, asked)
    case 'states':
      return stepFunctions(state, asked)
    case 'scheduler':
      return scheduler(state, asked)
    case 'ses':
      return json({ MessageId: randomUUID() })
    default:
      return state.s3(asked)
  }
}

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const write = (request: IncomingMessage, response: ServerResponse, { status, headers, body, error }: Answer) =>
  send(request, response, {
    status,
    headers: { ...headers, ...(error === undefined ? {} : { 'x-amzn-errortype': error }) },
    body: body ?? '',
  })

/** Starts the stub on a free port. */
export const startAwsStub = async (): Promise<AwsStub> => {
  const state = stateOf()
  const calls: AwsCall[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub')
    const { method = 'GET', headers } = request
    const asked = { method, headers, path: url.pathname, query: url.searchParams, body: await readAll(request) }
    const call = callOf(asked)
    calls.push(call)
    write(request, response, (await stub.intercept(call)) ?? answerTo(state, call, asked))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.int() }).parse(server.address())
  const stub: AwsStub = {
    ...state,
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    intercept: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return stub
}

/** The environment of functions that call the stub, with every name that the functions of voting read. */
export const awsEnvironment = ({ endpoint }: Pick<AwsStub, 'endpoint'>): Environment => ({
  AWS_ENDPOINT_URL_KMS: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ENDPOINT_URL_SFN: endpoint,
  AWS_ENDPOINT_URL_SCHEDULER: endpoint,
  AWS_ENDPOINT_URL_SESV2: endpoint,
  BEACON_NETWORK: JSON.stringify(quicknet),
  PERMIT_KEY_ID: 'alias/permit',
  ROLL_KEY_ID: 'alias/roll',
  ACCEPTANCE_KEY_ID: 'alias/acceptance',
  SEAL_KEY_ID: 'alias/seal',
  SIGNING_KEY_ID: 'alias/signing',
  PUBLICATION_BUCKET: 'publication',
  REGISTER_BUCKET: 'register',
  SCHEDULE_GROUP: 'deadlines',
  SCHEDULER_ROLE_ARN: 'arn:aws:iam::000000000000:role/scheduler',
  SCHEDULE_DLQ_ARN: 'arn:aws:sqs:eu-west-1:000000000000:schedules',
  REACH_WINDOW_ARN: 'arn:aws:states:eu-west-1:000000000000:stateMachine:reach-window',
  IMPORT_ROLL_ARN: 'arn:aws:states:eu-west-1:000000000000:stateMachine:import-roll',
  CLOSE_POLL_ARN: 'arn:aws:states:eu-west-1:000000000000:stateMachine:close-poll',
})
