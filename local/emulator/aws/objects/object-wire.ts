// What the operations of S3 share on the wire: headers, bodies in chunks, XML.
import type { IncomingHttpHeaders } from 'node:http'
import type { Reply } from '../../gateway/problems.ts'
import type { ObjectTraits } from './object-store.ts'

export type ObjectCall = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A text, escaped for an XML element. */
export const xmlText = (text: string): string => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`)

export const xmlReply = (element: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${element}`,
})

const single = (value: string | readonly string[] | undefined) => (typeof value === 'string' ? value : value?.join(','))

/** Removes the signatures of chunks and the trailing checksums from an `aws-chunked` body. */
const unchunked = (body: Buffer): Buffer => {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = body.indexOf('\r\n', at)
    const size = end < 0 ? 0 : Number.parseInt(body.subarray(at, end).toString(), 16)
    if (!(size > 0)) return Buffer.concat(parts)
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

/** The bytes to store. */
export const payloadOf = ({ headers, body }: ObjectCall): Buffer =>
  single(headers['x-amz-content-sha256'])?.startsWith('STREAMING-') ? unchunked(body) : body

export const isOnlyIfAbsent = ({ headers }: ObjectCall): boolean => headers['if-none-match'] === '*'

/** The headers of PutObject and CreateMultipartUpload about the object. */
export const traitsOf = ({ headers }: ObjectCall): ObjectTraits => {
  const until = single(headers['x-amz-object-lock-retain-until-date'])
  return {
    contentType: headers['content-type'] ?? 'application/octet-stream',
    metadata: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        name.startsWith('x-amz-meta-') ? [[name.slice(11), single(value) ?? ''] as const] : [],
      ),
    ),
    ...(until === undefined ? {} : { retainUntil: Date.parse(until) }),
  }
}
