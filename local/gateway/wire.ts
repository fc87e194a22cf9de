// Bytes in and out of node:http.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply } from './problems.ts'

/** The whole body, or `undefined` as soon as it is longer than the limit. */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      request.resume()
      resolve(undefined)
      return
    }
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) resolve(undefined)
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(length > limit ? undefined : Buffer.concat(chunks)))
    request.on('error', reject)
  })

/** Sends an answer; HEAD, 204 and 304 go without a body. */
export const send = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  if (response.headersSent || response.destroyed) return
  const hasBody = request.method !== 'HEAD' && reply.status !== 204 && reply.status !== 304
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(reply.headers))
    headers[name] = typeof value === 'string' ? value : [...value]
  if (reply.status !== 204) headers['content-length'] = String(Buffer.byteLength(reply.body))
  response.writeHead(reply.status, headers)
  response.end(hasBody ? reply.body : undefined)
}
