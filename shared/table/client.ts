// The table's client: one POST for each call, put together from the parts of the AWS SDK that know how to sign, wait, try again
// and find credentials. What is left out is the SDK's chain of middleware around them, which took three quarters of a call's
// processor time (ADR 0023).
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config'
import { HttpRequest } from '@smithy/core/protocols'
import {
  isClockSkewError,
  isServerError,
  isThrottlingError,
  isTransientError,
  StandardRetryStrategy,
} from '@smithy/core/retry'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { SignatureV4 } from '@smithy/signature-v4'
import { epochMilliseconds, readClock } from '../kernel/clock.ts'
import { pause } from '../kernel/random.ts'
import { RequestHash } from './request-hash.ts'
import { type Answered, answerIn, faultIn, type TableFault } from './table-fault.ts'

/** The operations of DynamoDB that the stores use. */
export type TableOperation = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'TransactWriteItems'

/** Asks the table; input and answer as DynamoDB's JSON has them. Throws a `TableFault`, or what the network threw. */
export type TableClient = { readonly call: (operation: TableOperation, input: object) => Promise<Answered> }

type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string }
/** Where the table is and who asks; what is missing comes from the environment of the process, as for every AWS client. */
export type TableAddress = {
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
  readonly credentials?: Credentials
}

const nothing = () => {}
/** The SDK would log a warning; on the casting path even a warning reveals a moment. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, trace: nothing }

/**
 * Four tries with jitter within 3 s each: a resident waits, a Lambda does not hang. Without `throwOnRequestTimeout` the
 * handler only warns. Both timeouts include the wait for a socket, hence the many: a burst must not look like an outage.
 */
const tries = { maxAttempts: 4, baseDelay: 25 }
const transport = {
  connectionTimeout: 3_000,
  requestTimeout: 3_000,
  socketTimeout: 3_000,
  throwOnRequestTimeout: true,
  httpAgent: { maxSockets: 250 },
  httpsAgent: { maxSockets: 250 },
  logger: silent,
}

type SdkError = Parameters<typeof isTransientError>[0]
/** The SDK's rules read any error; its type leaves out what they do not read. */
const isError = (error: unknown): error is SdkError => error instanceof Error

/** As the SDK sorts them: the first two are tried again. */
const kindOf = (error: SdkError) => {
  if (isThrottlingError(error)) return 'THROTTLING'
  if (isTransientError(error)) return 'TRANSIENT'
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR'
}

/** A clock that is so far from the service's is set by it; less is within what a signature allows. The SDK's limit. */
const maximumSkewMilliseconds = 240_000

const textOf = (body: NodeJS.ReadableStream): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    body.on('data', (chunk: Buffer) => chunks.push(chunk))
    body.on('end', () => resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()))
    body.on('error', reject)
  })

const regionOf = async ({ region }: TableAddress): Promise<string> =>
  region ?? loadConfig(NODE_REGION_CONFIG_OPTIONS, NODE_REGION_CONFIG_FILE_OPTIONS)()

/** A client: its connections, its allowance of retries and its clock are shared by all who use it. */
export const tableClient = (address: TableAddress = {}): TableClient => {
  const handler = new NodeHttpHandler(transport)
  const strategy = new StandardRetryStrategy(tries)
  let region: Promise<string> | undefined
  let signer: SignatureV4 | undefined
  let place: Pick<HttpRequest, 'protocol' | 'hostname' | 'port'> & { readonly host: string }
  let skew = 0

  const prepare = async (): Promise<SignatureV4> => {
    region ??= regionOf(address)
    const name = await region
    const { protocol, hostname, port, host } = new URL(address.endpoint ?? `https://dynamodb.${name}.amazonaws.com`)
    place = { protocol, hostname, host, ...(port === '' ? {} : { port: Number(port) }) }
    signer = new SignatureV4({
      service: 'dynamodb',
      region: name,
      credentials: address.credentials ?? defaultProvider({ logger: silent }),
      sha256: RequestHash,
      applyChecksum: false,
    })
    return signer
  }

  /** Sets the clock by the service's where its refusal says that ours is far off: the next try is signed by the new time. */
  const mend = (fault: TableFault, date: string | undefined): TableFault => {
    const difference = Date.parse(date ?? '') - epochMilliseconds(readClock())
    if (!isError(fault) || !isClockSkewError(fault) || !(Math.abs(difference - skew) >= maximumSkewMilliseconds))
      return fault
    skew = difference
    fault.$metadata.clockSkewCorrected = true
    return fault
  }

  const attempt = async (operation: TableOperation, body: string): Promise<Answered> => {
    const signing = signer ?? (await prepare())
    const request = new HttpRequest({
      ...place,
      method: 'POST',
      path: '/',
      headers: {
        host: place.host,
        'content-type': 'application/x-amz-json-1.0',
        'content-length': String(Buffer.byteLength(body)),
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body,
    })
    const at = skew === 0 ? {} : { signingDate: new Date(epochMilliseconds(readClock()) + skew) }
    const signed = await signing.sign(request, at)
    const { response } = await handler.handle(new HttpRequest(signed))
    const text = await textOf(response.body)
    if (response.statusCode === 200) return answerIn(text)
    throw mend(faultIn(response.statusCode, response.headers, text), response.headers.date)
  }

  return {
    call: async (operation, input) => {
      const body = JSON.stringify(input)
      let token = await strategy.acquireInitialRetryToken('')
      for (;;) {
        try {
          const answer = await attempt(operation, body)
          strategy.recordSuccess(token)
          return answer
        } catch (error) {
          if (!isError(error)) throw error
          const again = await strategy
            .refreshRetryTokenForRetry(token, { error, errorType: kindOf(error) })
            .catch(nothing)
          if (again === undefined) throw error
          token = again
          const delay = token.getRetryDelay()
          if (delay > 0) await pause(delay)
        }
      }
    },
  }
}
