// S3 objects: their metadata, with write-once and retention. Their bytes are stored separately.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { FileSlice } from '../../gateway/problems.ts'
import type { Drawer } from '../../state.ts'
import { AwsRefusal } from '../refusal.ts'
import type { Bytes } from './bytes.ts'

/** The metadata that the writer of an object gives. */
export const ObjectTraits = z.object({
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** Virtual moment until which the object can be neither overwritten nor removed. */
  retainUntil: z.number().optional(),
})
export type ObjectTraits = z.infer<typeof ObjectTraits>

export const KeptObject = ObjectTraits.extend({ etag: z.string(), size: z.number(), modifiedAt: z.number() })
export type KeptObject = z.infer<typeof KeptObject>

/** The bytes of a new object. The chunks are read once, and only if the object may be written. */
export type Content = { readonly etag: string; readonly size: number; readonly chunks: Iterable<Buffer> }

export type NewObject = {
  readonly traits: ObjectTraits
  readonly content: Content
  /** `If-None-Match: *` */
  readonly onlyIfAbsent: boolean
}

export type ObjectStore = {
  /** Throws if the bucket does not exist. */
  requireBucket(bucket: string): void
  put(bucket: string, key: string, object: NewObject): KeptObject
  head(bucket: string, key: string): KeptObject
  slice(bucket: string, key: string, start: number, length: number): Buffer | FileSlice
  remove(bucket: string, key: string): void
  list(bucket: string, prefix: string): readonly (readonly [string, KeptObject])[]
}

/** Bytes that came in one piece. */
export const wholeContent = (body: Buffer): Content => ({
  etag: `"${createHash('md5').update(body).digest('hex')}"`,
  size: body.length,
  chunks: [body],
})

/** Objects stored in a drawer. Overwriting a locked one is refused (on AWS it would get a second version). */
export const openObjectStore = (place: {
  readonly drawer: Drawer<KeptObject>
  readonly bytes: Bytes
  readonly now: () => number
  /** Default retention of a bucket in milliseconds, 0 for none; `undefined` if there is no such bucket. */
  readonly retentionOf: (bucket: string) => number | undefined
  /** Buckets whose policy denies every write without `If-None-Match: *`. */
  readonly isWrittenOnce?: (bucket: string) => boolean
}): ObjectStore => {
  const { drawer, bytes, now } = place
  const retention = (bucket: string) => {
    const milliseconds = place.retentionOf(bucket)
    if (milliseconds === undefined) throw new AwsRefusal('NoSuchBucket', `There is no bucket ${bucket}.`, 404)
    return milliseconds
  }
  const idOf = (bucket: string, key: string) => {
    retention(bucket)
    return `${bucket}/${key}`
  }
  const head = (bucket: string, key: string) => {
    const kept = drawer.get(idOf(bucket, key))
    if (!kept) throw new AwsRefusal('NoSuchKey', `There is no object ${key}.`, 404)
    return kept
  }
  const refuseLocked = (kept: KeptObject | undefined) => {
    if (kept?.retainUntil !== undefined && kept.retainUntil > now())
      throw new AwsRefusal('AccessDenied', 'The object is locked until its retention ends.', 403)
  }
  return {
    requireBucket: (bucket) => void retention(bucket),
    put: (bucket, key, { traits, content, onlyIfAbsent }) => {
      const id = idOf(bucket, key)
      const earlier = drawer.get(id)
      if (place.isWrittenOnce?.(bucket) && !onlyIfAbsent)
        throw new AwsRefusal(
          'AccessDenied',
          'The policy of the bucket lets nothing be written without a condition.',
          403,
        )
      if (earlier && onlyIfAbsent)
        throw new AwsRefusal('PreconditionFailed', 'There is an object with this key already.', 412)
      refuseLocked(earlier)
      bytes.write(id, content.chunks)
      const byDefault = retention(bucket)
      const retainUntil = traits.retainUntil ?? (byDefault > 0 ? now() + byDefault : undefined)
      const { contentType, metadata } = traits
      const { etag, size } = content
      const kept: KeptObject = {
        ...{ contentType, metadata, etag, size, modifiedAt: now() },
        ...(retainUntil === undefined ? {} : { retainUntil }),
      }
      drawer.put(id, kept)
      return kept
    },
    head,
    slice: (bucket, key, start, length) => bytes.slice(idOf(bucket, key), start, length),
    remove: (bucket, key) => {
      const id = idOf(bucket, key)
      refuseLocked(drawer.get(id))
      drawer.remove(id)
      bytes.remove(id)
    },
    list: (bucket, prefix) => {
      const start = idOf(bucket, prefix)
      return drawer
        .entries()
        .filter(([id]) => id.startsWith(start))
        .map(([id, kept]) => [id.slice(bucket.length + 1), kept] as const)
    },
  }
}
