// Bytes in and out of node:http.
import { createReadStream, openSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import type { FileSlice, Reply } from './problems.ts'

/** The whole body, or `undefined` as soon as it exceeds the limit; the rest is left unread, and `send` cuts it off. */
export const readBody = (request: IncomingMessage, limit: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      resolve(undefined)
      return
    }
    const chunks: Buffer[] = []
    let length = 0
    const take = (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) {
        chunks.push(chunk)
        return
      }
      request.off('data', take).pause()
      resolve(undefined)
    }
    request.on('data', take)
    request.on('end', () => resolve(length > limit ? undefined : Buffer.concat(chunks)))
    request.on('error', reject)
  })

const isSlice = (body: Reply['body']): body is FileSlice => typeof body === 'object' && !Buffer.isBuffer(body)

/** Opens the file at once: if it is replaced meanwhile, the old one is sent. Throws if there is none. */
const streamOf = ({ path, start, length }: FileSlice) =>
  length === 0 ? Readable.from([]) : createReadStream(path, { fd: openSync(path, 'r'), start, end: start + length - 1 })

/** How much of an unread body is discarded, so that the connection can be reused. */
const maximumDropped = 256 * 1024
/** How long a caller that is still sending can read its answer before the connection is closed. */
const lastReading = 1_000

/** An unread body that is or may be long: reading it to its end would cost more than a new connection. */
const isToBeCut = (request: IncomingMessage): boolean =>
  !request.complete &&
  (request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > maximumDropped)

/** Reads the rest of a body up to a limit; then ends the answer, and soon the connection. */
const cut = (request: IncomingMessage, response: ServerResponse): void => {
  let dropped = 0
  const end = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, lastReading)
  request.once('end', end)
  response.once('close', () => clearTimeout(timer))
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length
    if (dropped > maximumDropped) request.pause()
  })
}

/** Sends an answer; HEAD, 204 and 304 have no body. The rest of the request's body is discarded or cut off. */
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
  if (isToBeCut(request) && !stream) {
    response.writeHead(reply.status, { ...headers, connection: 'close' })
    response.write(hasBody && !isSlice(body) ? body : '')
    cut(request, response)
    return
  }
  response.writeHead(reply.status, headers)
  // If file or connection breaks, both are closed, and the receiver sees that bytes are missing.
  if (stream) pipeline(stream, response, () => {})
  else response.end(hasBody && !isSlice(body) ? body : undefined)
}
