// S3 multipart uploads: parts become an object when the upload is completed, and are deleted when it is aborted.
import { createHash, randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Drawer } from '../../state.ts'
import { AwsRefusal } from '../refusal.ts'
import type { Bytes } from './bytes.ts'
import { type Content, type KeptObject, type ObjectStore, ObjectTraits, wholeContent } from './object-store.ts'

const Part = z.object({ etag: z.string(), size: z.number() })
type Part = z.infer<typeof Part>

/** An upload that is neither completed nor aborted; its parts by number. */
export const Upload = z.object({
  bucket: z.string(),
  key: z.string(),
  traits: ObjectTraits,
  parts: z.record(z.string(), Part),
})
export type Upload = z.infer<typeof Upload>

/** A part as the caller names it when completing; the tag in quotes. */
export type NamedPart = { readonly number: number; readonly etag: string }

/** An upload: its id is valid only together with its object. */
export type UploadAddress = { readonly bucket: string; readonly key: string; readonly uploadId: string }

export type Uploads = {
  /** Returns the id of the new upload. */
  create(bucket: string, key: string, traits: ObjectTraits): string
  /** Stores a part, replacing one of the same number; returns its tag. */
  putPart(address: UploadAddress, number: number, body: Buffer): string
  /** Makes the object from the named parts. If it refuses, the upload is unchanged. */
  complete(address: UploadAddress, parts: readonly NamedPart[], onlyIfAbsent: boolean): KeptObject
  abort(address: UploadAddress): void
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const smallestPart = 5 * 1024 * 1024
const maximumParts = 10_000

const partOf = (upload: Upload, { number, etag }: NamedPart): Part => {
  const part = upload.parts[number]
  if (part?.etag !== etag)
    throw new AwsRefusal('InvalidPart', `Part ${number} was not uploaded, or has another entity tag.`)
  return part
}

/** The parts to be joined. Throws as S3 does: wrong order, missing part, size. */
const partsOf = (upload: Upload, named: readonly NamedPart[]): readonly Part[] => {
  if (named.some(({ number }, index) => number <= (named[index - 1]?.number ?? 0)))
    throw new AwsRefusal('InvalidPartOrder', 'The parts are not in ascending order.')
  const parts = named.map((each) => partOf(upload, each))
  if (parts.slice(0, -1).some(({ size }) => size < smallestPart))
    throw new AwsRefusal('EntityTooSmall', 'A part other than the last has less than 5 MiB.')
  return parts
}

/** The tag of an object made from parts: the digest of their digests, and their number. */
const joinedTag = (parts: readonly Part[]): string => {
  const digests = createHash('md5')
  for (const { etag } of parts) digests.update(Buffer.from(etag.slice(1, -1), 'hex'))
  return `"${digests.digest('hex')}-${parts.length}"`
}

/** Uploads stored in a drawer; `bytes` must not be those of the objects. */
export const openUploads = (place: {
  readonly store: ObjectStore
  readonly drawer: Drawer<Upload>
  readonly bytes: Bytes
}): Uploads => {
  const { store, drawer, bytes } = place
  const nameOf = ({ bucket, uploadId }: UploadAddress, number: number | string) => `${bucket}/${uploadId}-${number}`
  const find = ({ bucket, key, uploadId }: UploadAddress): Upload => {
    const upload = drawer.get(uploadId)
    if (upload?.bucket !== bucket || upload.key !== key)
      throw new AwsRefusal('NoSuchUpload', 'The upload does not exist, or was completed or aborted.', 404)
    return upload
  }
  const forget = (address: UploadAddress, upload: Upload) => {
    drawer.remove(address.uploadId)
    for (const number of Object.keys(upload.parts)) bytes.remove(nameOf(address, number))
  }
  // Lazily: for an object of hundreds of megabytes only one part is in memory at a time.
  const joined = (address: UploadAddress, upload: Upload, named: readonly NamedPart[]): Content => {
    const parts = partsOf(upload, named)
    return {
      etag: joinedTag(parts),
      size: parts.reduce((sum, { size }) => sum + size, 0),
      chunks: named.values().map(({ number }) => bytes.read(nameOf(address, number))),
    }
  }
  return {
    create: (bucket, key, traits) => {
      store.requireBucket(bucket)
      const uploadId = randomUUID()
      drawer.put(uploadId, { bucket, key, traits, parts: {} })
      return uploadId
    },
    putPart: (address, number, body) => {
      const upload = find(address)
      if (!Number.isInteger(number) || number < 1 || number > maximumParts)
        throw new AwsRefusal('InvalidArgument', `A part has a number from 1 to ${maximumParts}.`)
      const { etag, size, chunks } = wholeContent(body)
      bytes.write(nameOf(address, number), chunks)
      drawer.put(address.uploadId, { ...upload, parts: { ...upload.parts, [number]: { etag, size } } })
      return etag
    },
    complete: (address, named, onlyIfAbsent) => {
      const upload = find(address)
      const content = joined(address, upload, named)
      const kept = store.put(address.bucket, address.key, { traits: upload.traits, content, onlyIfAbsent })
      forget(address, upload)
      return kept
    },
    abort: (address) => forget(address, find(address)),
  }
}
