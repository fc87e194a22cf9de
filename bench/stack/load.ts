// Sends requests as fast as a number of connections allows, with as little work per request as possible.
import { Agent, request } from 'node:http'
import { atOnce } from '../../local/play/scenario/at-once.ts'
import type { Stack } from './stack.ts'

export type Sent = { readonly path: string; readonly token?: string; readonly body?: string }

/** Connections that stay open. `send` returns the body of a 2xx, and throws for anything else. */
export const connections = (origin: string, width: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: width })
  const { hostname, port } = new URL(origin)
  const send = ({ path, token, body }: Sent): Promise<string> =>
    new Promise((resolve, reject) => {
      const asked = request(
        {
          agent,
          hostname,
          port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            const status = response.statusCode ?? 0
            if (status >= 200 && status < 300) resolve(text)
            else reject(new Error(`${path} answered ${status}: ${text.slice(0, 300)}`))
          })
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  return { send, width, close: () => agent.destroy() }
}

export type Load = {
  readonly seconds: number
  readonly answers: readonly string[]
  /** CPU milliseconds per request. */
  readonly server: number
  readonly engine: number
}

/** Sends all of these, as many at a time as there are connections. */
export const loadWith = async (
  { send, width }: Pick<ReturnType<typeof connections>, 'send' | 'width'>,
  stack: Pick<Stack, 'cpu'>,
  all: readonly Sent[],
): Promise<Load> => {
  const before = stack.cpu()
  const begun = performance.now()
  const answers = await atOnce(all, width, send)
  const seconds = (performance.now() - begun) / 1_000
  const after = stack.cpu()
  return {
    seconds,
    answers,
    server: (after.server - before.server) / all.length,
    engine: (after.engine - before.engine) / all.length,
  }
}
