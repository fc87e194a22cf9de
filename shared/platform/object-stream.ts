// Objects too large for memory: written in parts as their bytes come, there only when they are whole.
import { Readable } from 'node:stream'
import { Upload } from '@aws-sdk/lib-storage'
import { type Objects, placeOf, unlessPresent } from './objects.ts'

type Content = { readonly type: string; readonly bytes: AsyncIterable<Uint8Array> }

/** Writes an object if there is none; false when there is one. Holds one part of 5 MiB in memory at a time. */
export const putStream = (objects: Objects, key: string, { type, bytes }: Content): Promise<boolean> => {
  const upload = new Upload({
    client: objects.client,
    params: { ...placeOf(objects, key), Body: Readable.from(bytes), ContentType: type, IfNoneMatch: '*' },
    queueSize: 1,
  })
  return unlessPresent(() => upload.done())
}
