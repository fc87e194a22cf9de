// Objects in a bucket: each written once, whole or not at all, and never changed. What is published lies in one bucket, what
// is known of voters in another.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { type Environment, required } from '../kernel/environment.ts'
import { clientsOf } from './clients.ts'

// Path style: the bucket's name stays out of the host name, as the development endpoint needs.
const s3Of = clientsOf('S3', (settings) => new S3Client({ ...settings, forcePathStyle: true }))

/** The bucket, and the way to it. */
export type Objects = { readonly bucket: string; readonly client: S3Client }

/** The bucket that `PUBLICATION_BUCKET` names. */
export const openObjects = (environment: Environment): Objects => ({
  bucket: required(environment, 'PUBLICATION_BUCKET'),
  client: s3Of(environment),
})

/** The bucket of the register and the rolls that come from it, which `REGISTER_BUCKET` names. */
export const openRegister = (environment: Environment): Objects => ({
  bucket: required(environment, 'REGISTER_BUCKET'),
  client: s3Of(environment),
})

/** Bucket and key of an object, as S3 names them. */
export const placeOf = ({ bucket }: Objects, key: string) => ({ Bucket: bucket, Key: key })

/** True when `write` wrote, false when an object was there already. For writes on the condition that none is. */
export const unlessPresent = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return false
    throw error
  }
}

/** Writes an object if there is none; false when there is one. */
export const putObject = (
  objects: Objects,
  key: string,
  { type, body }: { readonly type: string; readonly body: string | Uint8Array },
): Promise<boolean> =>
  unlessPresent(() =>
    objects.client.send(
      new PutObjectCommand({ ...placeOf(objects, key), Body: body, ContentType: type, IfNoneMatch: '*' }),
    ),
  )

/** Whether there is an object. */
export const isPresent = async (objects: Objects, key: string): Promise<boolean> => {
  try {
    await objects.client.send(new HeadObjectCommand(placeOf(objects, key)))
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

/** The body of an object, or of a range of its bytes (`to` excluded); nothing where there is none. */
export const readObject = async (
  objects: Objects,
  key: string,
  range?: { readonly from: number; readonly to: number },
) => {
  const get = new GetObjectCommand({
    ...placeOf(objects, key),
    ...(range === undefined ? {} : { Range: `bytes=${range.from}-${range.to - 1}` }),
  })
  try {
    return (await objects.client.send(get)).Body
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}

/** How many objects have names that begin so; at most 1,000, one page of a listing. */
export const countObjects = async ({ bucket, client }: Objects, prefix: string): Promise<number> => {
  const { KeyCount = 0 } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))
  return KeyCount
}

/** The names of all objects that begin so, in order, page by page. */
export async function* namesOf({ bucket, client }: Objects, prefix: string): AsyncGenerator<string> {
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token && { ContinuationToken: token }) }),
    )
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key
    token = page.NextContinuationToken
  } while (token !== undefined)
}

/** Removes an object; no error if there is none. */
export const removeObject = async (objects: Objects, key: string): Promise<void> => {
  await objects.client.send(new DeleteObjectCommand(placeOf(objects, key)))
}
