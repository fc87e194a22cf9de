// S3 buckets: files under the data directory, with write-once and retention.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { State } from '../state.ts'
import type { Deployment } from '../template/deployment.ts'
import type { VirtualClock } from '../time/clock.ts'
import { AwsRefusal } from './refusal.ts'

const Kept = z.object({
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  etag: z.string(),
  size: z.number(),
  modifiedAt: z.number(),
  /** Virtual moment until which the object can be neither overwritten nor removed. */
  retainUntil: z.number().optional(),
})
export type KeptObject = z.infer<typeof Kept>

const Properties = z.object({
  ObjectLockConfiguration: z
    .object({
      Rule: z
        .object({
          DefaultRetention: z.object({ Days: z.coerce.number().optional(), Years: z.coerce.number().optional() }),
        })
        .optional(),
    })
    .optional(),
})

export type NewObject = {
  readonly body: Buffer
  readonly contentType: string
  readonly metadata: Readonly<Record<string, string>>
  /** `If-None-Match: *` */
  readonly onlyIfAbsent: boolean
  readonly retainUntil?: number | undefined
}

export type ObjectStore = {
  put(bucket: string, key: string, object: NewObject): KeptObject
  head(bucket: string, key: string): KeptObject
  read(bucket: string, key: string): Buffer
  remove(bucket: string, key: string): void
  list(bucket: string, prefix: string): readonly (readonly [string, KeptObject])[]
}

const day = 86_400_000

/** The buckets of the deployment. A locked object is refused to be overwritten (on AWS it would get a second version). */
export const openObjectStore = (
  deployment: Deployment,
  state: State,
  clock: VirtualClock,
  directory: string,
): ObjectStore => {
  const drawer = state.drawer('objects', Kept)
  const retentions = new Map(
    deployment.ofType('AWS::S3::Bucket').map(({ name, properties }) => {
      const { Days = 0, Years = 0 } = Properties.parse(properties).ObjectLockConfiguration?.Rule?.DefaultRetention ?? {}
      return [name, (Days + Years * 365) * day] as const
    }),
  )
  const idOf = (bucket: string, key: string) => {
    if (!retentions.has(bucket)) throw new AwsRefusal('NoSuchBucket', `There is no bucket ${bucket}.`, 404)
    return `${bucket}/${key}`
  }
  const fileOf = (bucket: string, key: string) => join(directory, bucket, encodeURIComponent(key))
  const head = (bucket: string, key: string) => {
    const kept = drawer.get(idOf(bucket, key))
    if (!kept) throw new AwsRefusal('NoSuchKey', `There is no object ${key}.`, 404)
    return kept
  }
  const refuseLocked = (kept: KeptObject | undefined) => {
    if (kept?.retainUntil !== undefined && kept.retainUntil > clock.now())
      throw new AwsRefusal('AccessDenied', 'The object is locked until its retention ends.', 403)
  }
  return {
    put: (bucket, key, object) => {
      const id = idOf(bucket, key)
      const earlier = drawer.get(id)
      if (earlier && object.onlyIfAbsent)
        throw new AwsRefusal('PreconditionFailed', 'There is an object with this key already.', 412)
      refuseLocked(earlier)
      const file = fileOf(bucket, key)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.new`, object.body)
      renameSync(`${file}.new`, file)
      const retention = retentions.get(bucket) ?? 0
      const retainUntil = object.retainUntil ?? (retention > 0 ? clock.now() + retention : undefined)
      const kept: KeptObject = {
        contentType: object.contentType,
        metadata: { ...object.metadata },
        etag: `"${createHash('md5').update(object.body).digest('hex')}"`,
        size: object.body.length,
        modifiedAt: clock.now(),
        ...(retainUntil === undefined ? {} : { retainUntil }),
      }
      drawer.put(id, kept)
      return kept
    },
    head,
    read: (bucket, key) => {
      head(bucket, key)
      return readFileSync(fileOf(bucket, key))
    },
    remove: (bucket, key) => {
      refuseLocked(drawer.get(idOf(bucket, key)))
      drawer.remove(idOf(bucket, key))
      rmSync(fileOf(bucket, key), { force: true })
    },
    list: (bucket, prefix) =>
      drawer
        .entries()
        .filter(([id]) => id.startsWith(idOf(bucket, prefix)))
        .map(([id, kept]) => [id.slice(bucket.length + 1), kept] as const),
  }
}
