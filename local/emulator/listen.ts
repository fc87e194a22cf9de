// The one public port: product API and control endpoints.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type PublicPort = {
  readonly port: number
  /** From now on requests are answered; until then they wait for a 503. */
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

/** Takes the port at once, so that a second start fails before it has touched anything. Refuses with EADDRINUSE. */
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
