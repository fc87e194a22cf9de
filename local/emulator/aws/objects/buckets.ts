// The buckets of the deployment: objects, and unfinished uploads.
import { join } from 'node:path'
import * as z from 'zod'
import type { State } from '../../state.ts'
import type { Deployment } from '../../template/deployment.ts'
import type { VirtualClock } from '../../time/clock.ts'
import { bytesInFiles } from './bytes.ts'
import { openUploads, Upload, type Uploads } from './multipart-uploads.ts'
import { KeptObject, type ObjectStore, openObjectStore } from './object-store.ts'

export type Buckets = { readonly store: ObjectStore; readonly uploads: Uploads }

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

const day = 86_400_000

/** Default retention of each bucket in milliseconds. */
const retentionsOf = (deployment: Deployment): ReadonlyMap<string, number> =>
  new Map(
    deployment.ofType('AWS::S3::Bucket').map(({ name, properties }) => {
      const { Days = 0, Years = 0 } = Properties.parse(properties).ObjectLockConfiguration?.Rule?.DefaultRetention ?? {}
      return [name, (Days + Years * 365) * day] as const
    }),
  )

const BucketPolicy = z.object({
  Bucket: z.string(),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.union([z.string(), z.array(z.string())]),
        Condition: z.object({ Null: z.record(z.string(), z.string()).optional() }).optional(),
      }),
    ),
  }),
})

/** Buckets that deny `s3:PutObject` without If-None-Match, even after the lock has ended. */
const writtenOnce = (deployment: Deployment): ReadonlySet<string> => {
  const policies = deployment
    .ofType('AWS::S3::BucketPolicy')
    .map(({ properties }) => BucketPolicy.parse(properties))
    .filter(({ PolicyDocument }) =>
      PolicyDocument.Statement.some(
        ({ Effect, Action, Condition }) =>
          Effect === 'Deny' &&
          [Action].flat().includes('s3:PutObject') &&
          Condition?.Null?.['s3:if-none-match'] === 'true',
      ),
    )
  return new Set(policies.map(({ Bucket }) => Bucket))
}

/** Stores bytes in the directory: those of objects in `objects/`, those of parts in `uploads/`. */
export const openBuckets = (deployment: Deployment, state: State, clock: VirtualClock, directory: string): Buckets => {
  const retentions = retentionsOf(deployment)
  const once = writtenOnce(deployment)
  const store = openObjectStore({
    drawer: state.drawer('objects', KeptObject),
    bytes: bytesInFiles(join(directory, 'objects')),
    now: clock.now,
    retentionOf: (bucket) => retentions.get(bucket),
    isWrittenOnce: (bucket) => once.has(bucket),
  })
  const uploads = openUploads({
    store,
    drawer: state.drawer('uploads', Upload),
    bytes: bytesInFiles(join(directory, 'uploads')),
  })
  return { store, uploads }
}
