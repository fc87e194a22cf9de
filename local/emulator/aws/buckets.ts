// The buckets of the deployment: objects, and uploads that are not objects yet.
import { join } from 'node:path'
import * as z from 'zod'
import type { State } from '../state.ts'
import type { Deployment } from '../template/deployment.ts'
import type { VirtualClock } from '../time/clock.ts'
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

/** Bytes lie in `objects/` and, as long as they are parts, in `uploads/` of the directory. */
export const openBuckets = (deployment: Deployment, state: State, clock: VirtualClock, directory: string): Buckets => {
  const retentions = retentionsOf(deployment)
  const store = openObjectStore({
    drawer: state.drawer('objects', KeptObject),
    bytes: bytesInFiles(join(directory, 'objects')),
    now: clock.now,
    retentionOf: (bucket) => retentions.get(bucket),
  })
  const uploads = openUploads({
    store,
    drawer: state.drawer('uploads', Upload),
    bytes: bytesInFiles(join(directory, 'uploads')),
  })
  return { store, uploads }
}
