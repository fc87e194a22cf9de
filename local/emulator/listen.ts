// The one public port: product API and control endpoints.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { problemReply } from './gateway/problems.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type PublicPort = {
  readonly port: number
  /** From now on requests are answered; until then they get a 503. */
  serve(answers: { readonly control: Answer; readonly gateway: Answer }): void
  stop(): Promise<void>
}

const listening = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })

/** A request to act as a proxy: answered with a problem instead of a closed connection. */
const refuseTunnel = (_request: IncomingMessage, socket: Duplex) => {
  const { headers, body } = problemReply('no-tunnel')
  socket.on('error', () => {})
  socket.end(
    `HTTP/1.1 405 Method Not Allowed\r\nallow: GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD\r\ncontent-type: ${String(headers['content-type'])}\r\ncontent-length: ${Buffer.byteLength(String(body))}\r\nconnection: close\r\n\r\n${String(body)}`,
  )
}

/** Takes the port at once, so that a second start fails before it changes anything. Rejects with EADDRINUSE. */
export const openPort = async (port: number): Promise<PublicPort> => {
  let answer: Answer = async (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.keepAliveTimeout = 65_000
  // A caller that has sent everything may close its half and still wait for the answer. Node's documentation does not
  // name the property; without it such a connection is closed.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connect', refuseTunnel)
  return {
    port: await listening(server, port),
    serve: ({ control, gateway }) => {
      answer = (request, response) =>
        /^\/_local(\/|\?|$)/.test(request.url ?? '') ? control(request, response) : gateway(request, response)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
