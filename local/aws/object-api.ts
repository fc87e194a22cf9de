// The S3 API (REST, path style): PutObject, GetObject, HeadObject, DeleteObject, ListObjectsV2.
import type { IncomingHttpHeaders } from 'node:http'
import type { Reply } from '../gateway/problems.ts'
import type { KeptObject, ObjectStore } from './object-store.ts'
import { AwsRefusal } from './refusal.ts'

export type ObjectCall = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const xml = (text: string) => text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** Takes the signatures of chunks and the trailing checksums out of an `aws-chunked` body. */
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

const single = (value: string | readonly string[] | undefined) => (typeof value === 'string' ? value : value?.join(','))

const put = (store: ObjectStore, bucket: string, key: string, { headers, body }: ObjectCall): Reply => {
  const isChunked = single(headers['x-amz-content-sha256'])?.startsWith('STREAMING-') ?? false
  const until = single(headers['x-amz-object-lock-retain-until-date'])
  const kept = store.put(bucket, key, {
    body: isChunked ? unchunked(body) : body,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    onlyIfAbsent: headers['if-none-match'] === '*',
    retainUntil: until === undefined ? undefined : Date.parse(until),
    metadata: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        name.startsWith('x-amz-meta-') ? [[name.slice(11), single(value) ?? ''] as const] : [],
      ),
    ),
  })
  return { status: 200, headers: { etag: kept.etag }, body: '' }
}

const headersOf = (kept: KeptObject): Record<string, string> => ({
  'content-type': kept.contentType,
  etag: kept.etag,
  'last-modified': new Date(kept.modifiedAt).toUTCString(),
  ...(kept.retainUntil === undefined
    ? {}
    : { 'x-amz-object-lock-retain-until-date': new Date(kept.retainUntil).toISOString() }),
  ...Object.fromEntries(Object.entries(kept.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
})

const list = (store: ObjectStore, bucket: string, query: URLSearchParams): Reply => {
  const after = query.get('continuation-token') ?? query.get('start-after') ?? ''
  const most = Number(query.get('max-keys') ?? 1000)
  const prefix = query.get('prefix') ?? ''
  const all = store.list(bucket, prefix).filter(([key]) => key > after)
  const page = all.slice(0, most)
  const last = page.at(-1)?.[0]
  const contents = page
    .map(
      ([key, kept]) =>
        `<Contents><Key>${xml(key)}</Key><Size>${kept.size}</Size><ETag>${xml(kept.etag)}</ETag><LastModified>${new Date(kept.modifiedAt).toISOString()}</LastModified></Contents>`,
    )
    .join('')
  const next = all.length > page.length && last ? `<NextContinuationToken>${xml(last)}</NextContinuationToken>` : ''
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><ListBucketResult><Name>${xml(bucket)}</Name><Prefix>${xml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${next !== ''}</IsTruncated>${contents}${next}</ListBucketResult>`,
  }
}

const answer = (store: ObjectStore, call: ObjectCall): Reply => {
  const [, bucket = '', ...rest] = call.path.split('/')
  const key = rest.map(decodeURIComponent).join('/')
  if (key === '' && call.method === 'GET') return list(store, bucket, call.query)
  switch (call.method) {
    case 'PUT':
      return put(store, bucket, key, call)
    case 'GET':
      return { status: 200, headers: headersOf(store.head(bucket, key)), body: store.read(bucket, key) }
    case 'HEAD': {
      const kept = store.head(bucket, key)
      return { status: 200, headers: { ...headersOf(kept), 'content-length': String(kept.size) }, body: '' }
    }
    case 'DELETE':
      store.remove(bucket, key)
      return { status: 204, headers: {}, body: '' }
    default:
      throw new AwsRefusal('NotImplemented', `${call.method} is not played here.`, 501)
  }
}

/** Answers every call; refusals become S3's XML. */
export const objectApi =
  (store: ObjectStore) =>
  (call: ObjectCall): Reply => {
    try {
      return answer(store, call)
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error
      const body = `<?xml version="1.0"?><Error><Code>${xml(error.name)}</Code><Message>${xml(error.message)}</Message></Error>`
      return {
        status: error.status,
        headers: { 'content-type': 'application/xml' },
        body: call.method === 'HEAD' ? '' : body,
      }
    }
  }
