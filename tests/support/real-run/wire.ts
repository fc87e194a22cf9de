// A browser with its own address, and everything that could be observed about each request.
import { type IncomingHttpHeaders, request } from 'node:http'

export type Exchange = {
  readonly address: string
  /** Milliseconds since 1970, by the clock of the system. */
  readonly at: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly status: number
  readonly answered: IncomingHttpHeaders
  readonly answer: string
}

const send = (url: URL, address: string, method: string, headers: Record<string, string>, body: string) =>
  new Promise<Pick<Exchange, 'status' | 'answered' | 'answer'>>((resolve, reject) => {
    const outgoing = request(url, { method, localAddress: address, headers: { ...headers, connection: 'close' } })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          answered: incoming.headers,
          answer: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.end(body)
  })

/** `fetch` from this address of the loopback network. Calls `keep` for each request that was answered. */
export const fetchFrom =
  (address: string, now: () => number, keep: (exchange: Exchange) => void): typeof fetch =>
  async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const [method, at] = [init?.method ?? 'GET', now()]
    const headers = Object.fromEntries(new Headers(init?.headers))
    const body = typeof init?.body === 'string' ? init.body : ''
    const { status, answered, answer } = await send(url, address, method, headers, body)
    keep({ address, at, method, path: url.pathname, headers, body, status, answered, answer })
    return new Response(answer, { status, headers: { 'retry-after': answered['retry-after'] ?? '0' } })
  }
