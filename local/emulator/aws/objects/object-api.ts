// The S3 API (REST, path style): PutObject, GetObject, HeadObject, DeleteObject, ListObjectsV2, and multipart uploads.
import { createHash } from 'node:crypto'
import type { Reply } from '../../gateway/problems.ts'
import { AwsRefusal } from '../refusal.ts'
import type { Buckets } from './buckets.ts'
import { spanOf } from './byte-range.ts'
import { multipartReply } from './multipart-api.ts'
import { type KeptObject, type ObjectStore, wholeContent } from './object-store.ts'
import { isOnlyIfAbsent, type ObjectCall, payloadOf, traitsOf, xmlReply, xmlText } from './object-wire.ts'

/** A digest that was sent with the bytes, or signed into an address for them. */
const refuseOtherBytes = ({ headers }: ObjectCall, payload: Buffer) => {
  const expected = headers['x-amz-checksum-sha256']
  if (expected !== undefined && expected !== createHash('sha256').update(payload).digest('base64'))
    throw new AwsRefusal('BadDigest', 'The SHA-256 you specified did not match what was received.', 400)
}

const put = (store: ObjectStore, bucket: string, key: string, call: ObjectCall): Reply => {
  const payload = payloadOf(call)
  refuseOtherBytes(call, payload)
  const content = wholeContent(payload)
  const kept = store.put(bucket, key, { traits: traitsOf(call), content, onlyIfAbsent: isOnlyIfAbsent(call) })
  return { status: 200, headers: { etag: kept.etag }, body: '' }
}

const headersOf = (kept: KeptObject): Record<string, string> => ({
  'accept-ranges': 'bytes',
  'content-type': kept.contentType,
  etag: kept.etag,
  'last-modified': new Date(kept.modifiedAt).toUTCString(),
  ...(kept.retainUntil === undefined
    ? {}
    : { 'x-amz-object-lock-retain-until-date': new Date(kept.retainUntil).toISOString() }),
  ...Object.fromEntries(Object.entries(kept.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
})

/** GET and HEAD: the whole object, or the requested range. */
const get = (store: ObjectStore, bucket: string, key: string, { headers }: ObjectCall): Reply => {
  const kept = store.head(bucket, key)
  const span = spanOf(headers.range, kept.size)
  const { start, length } = span ?? { start: 0, length: kept.size }
  const range = span ? { 'content-range': `bytes ${start}-${start + length - 1}/${kept.size}` } : {}
  return {
    status: span ? 206 : 200,
    headers: { ...headersOf(kept), ...range },
    body: store.slice(bucket, key, start, length),
  }
}

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
        `<Contents><Key>${xmlText(key)}</Key><Size>${kept.size}</Size><ETag>${xmlText(kept.etag)}</ETag><LastModified>${new Date(kept.modifiedAt).toISOString()}</LastModified></Contents>`,
    )
    .join('')
  const next = all.length > page.length && last ? `<NextContinuationToken>${xmlText(last)}</NextContinuationToken>` : ''
  return xmlReply(
    `<ListBucketResult><Name>${xmlText(bucket)}</Name><Prefix>${xmlText(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${next !== ''}</IsTruncated>${contents}${next}</ListBucketResult>`,
  )
}

const notPlayed = (what: string) => new AwsRefusal('NotImplemented', `${what} is not played here.`, 501)

/** Refused, because a copy or a conditional replacement would otherwise be treated as a plain write. */
const refuseHeaders = ({ headers }: ObjectCall) => {
  const unknown = ['x-amz-copy-source', 'if-match'].find((name) => headers[name] !== undefined)
  if (unknown !== undefined) throw notPlayed(unknown)
}

const listQueries = ['list-type', 'prefix', 'max-keys', 'continuation-token', 'start-after']

/** Ignored parameters: `x-id` repeats the operation's name; the others are signatures, which are not checked here. */
const meaningless =
  /^x-(id|amz-(algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders|checksum-mode|sdk-checksum-algorithm))$/i

/** Refused, because requests for tags, versions and the like would otherwise be treated as requests for the object. */
const refuseQueries = ({ method, query }: ObjectCall, played: readonly string[]) => {
  const unknown = [...query.keys()].find((name) => !meaningless.test(name) && !played.includes(name))
  if (unknown !== undefined) throw notPlayed(`${method} with ${unknown}`)
}

const answer = ({ store, uploads }: Buckets, call: ObjectCall): Reply => {
  const [, bucket = '', ...rest] = call.path.split('/')
  const key = rest.map(decodeURIComponent).join('/')
  refuseHeaders(call)
  if (key === '' && call.method === 'GET') {
    refuseQueries(call, listQueries)
    return list(store, bucket, call.query)
  }
  const ofUpload = multipartReply(uploads, bucket, key, call)
  if (ofUpload) return ofUpload
  refuseQueries(call, [])
  switch (call.method) {
    case 'PUT':
      return put(store, bucket, key, call)
    case 'GET':
    case 'HEAD':
      return get(store, bucket, key, call)
    case 'DELETE':
      store.remove(bucket, key)
      return { status: 204, headers: {}, body: '' }
    default:
      throw notPlayed(call.method)
  }
}

/** Answers every call; refusals become S3's XML. */
export const objectApi =
  (buckets: Buckets) =>
  (call: ObjectCall): Reply => {
    try {
      return answer(buckets, call)
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error
      return xmlReply(
        `<Error><Code>${xmlText(error.name)}</Code><Message>${xmlText(error.message)}</Message></Error>`,
        error.status,
      )
    }
  }
