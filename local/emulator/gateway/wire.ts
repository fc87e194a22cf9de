// Bytes in and out of node:http.
import { createReadStream, openSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import type { FileSlice, Reply } from './problems.ts'

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

const isSlice = (body: Reply['body']): body is FileSlice => typeof body === 'object' && !Buffer.isBuffer(body)

/** Opens the file at once: replaced while it is sent, it is still sent as it was. Throws when there is none. */
const streamOf = ({ path, start, length }: FileSlice) =>
  length === 0 ? Readable.from([]) : createReadStream(path, { fd: openSync(path, 'r'), start, end: start + length - 1 })

/** Sends an answer; HEAD, 204 and 304 go without a body. */
export const send = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  if (response.headersSent || response.destroyed) return
  const hasBody = request.method !== 'HEAD' && reply.status !== 204 && reply.status !== 304
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(reply.headers))
    headers[name] = typeof value === 'string' ? value : [...value]
  const { body } = reply
  const length = isSlice(body) ? body.length : Buffer.byteLength(body)
  if (reply.status !== 204) headers['content-length'] = String(length)
  const stream = hasBody && isSlice(body) ? streamOf(body) : undefined
  response.writeHead(reply.status, headers)
  // Whatever breaks, file or connection: both are closed, and the receiver sees that bytes are missing.
  if (stream) pipeline(stream, response, () => {})
  else response.end(hasBody && !isSlice(body) ? body : undefined)
}
