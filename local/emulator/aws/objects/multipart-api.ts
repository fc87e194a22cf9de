// The S3 API of multipart uploads: CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload.
import type { Reply } from '../../gateway/problems.ts'
import { AwsRefusal } from '../refusal.ts'
import type { NamedPart, UploadAddress, Uploads } from './multipart-uploads.ts'
import { isOnlyIfAbsent, type ObjectCall, payloadOf, traitsOf, xmlReply, xmlText } from './object-wire.ts'

const malformed = () => new AwsRefusal('MalformedXML', 'The body names no parts, or a part without number or tag.')

/** The tag, with its quotes (written as entities or not) or without. */
const namedPart = (element: string): NamedPart => {
  const number = /<PartNumber>\s*(\d+)\s*<\/PartNumber>/.exec(element)?.[1]
  const etag = /<ETag>([^<]*)<\/ETag>/.exec(element)?.[1]
  if (number === undefined || etag === undefined) throw malformed()
  return { number: Number(number), etag: `"${etag.replaceAll(/&quot;|&#34;|&#x22;|["\s]/gi, '')}"` }
}

/** `<CompleteMultipartUpload><Part><ETag>…</ETag><PartNumber>1</PartNumber></Part>…` */
const namedParts = (body: Buffer): readonly NamedPart[] => {
  const parts = [...body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, element]) => namedPart(element ?? ''))
  if (parts.length === 0) throw malformed()
  return parts
}

const create = (uploads: Uploads, bucket: string, key: string, call: ObjectCall): Reply => {
  const uploadId = uploads.create(bucket, key, traitsOf(call))
  return xmlReply(
    `<InitiateMultipartUploadResult><Bucket>${xmlText(bucket)}</Bucket><Key>${xmlText(key)}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
  )
}

const complete = (uploads: Uploads, address: UploadAddress, call: ObjectCall): Reply => {
  const { etag } = uploads.complete(address, namedParts(call.body), isOnlyIfAbsent(call))
  return xmlReply(
    `<CompleteMultipartUploadResult><Bucket>${xmlText(address.bucket)}</Bucket><Key>${xmlText(address.key)}</Key><ETag>${xmlText(etag)}</ETag></CompleteMultipartUploadResult>`,
  )
}

const ofUpload = (uploads: Uploads, address: UploadAddress, call: ObjectCall): Reply | undefined => {
  const number = call.query.get('partNumber')
  switch (call.method) {
    case 'PUT': {
      if (number === null) return undefined
      return { status: 200, headers: { etag: uploads.putPart(address, Number(number), payloadOf(call)) }, body: '' }
    }
    case 'POST':
      return complete(uploads, address, call)
    case 'DELETE':
      uploads.abort(address)
      return { status: 204, headers: {}, body: '' }
    default:
      return undefined
  }
}

/** Answers a call about an upload; `undefined` for every other. */
export const multipartReply = (uploads: Uploads, bucket: string, key: string, call: ObjectCall): Reply | undefined => {
  if (call.method === 'POST' && call.query.has('uploads')) return create(uploads, bucket, key, call)
  const uploadId = call.query.get('uploadId')
  return uploadId === null ? undefined : ofUpload(uploads, { bucket, key, uploadId }, call)
}
