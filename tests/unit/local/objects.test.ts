import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spanOf } from '../../../local/emulator/aws/objects/byte-range.ts'
import { bytes, bytesOf, keysIn, type LocalS3, MiB, startLocalS3, textOf, uploadParts } from './s3.ts'

const refusal = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } })
const notImplemented = refusal('NotImplemented', 501)
const denied = refusal('AccessDenied', 403)

let local: LocalS3
beforeAll(async () => {
  local = await startLocalS3()
})
afterAll(() => local.stop())

describe('a range of bytes', () => {
  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('a range of bytes is outside ten bytes: %s', (range) => {
    expect(() => spanOf(range, 10)).toThrow(expect.objectContaining({ name: 'InvalidRange', status: 416 }))
  })
  it('a range of bytes does not exist in an empty object', () => {
    for (const range of ['bytes=0-', 'bytes=-1']) expect(() => spanOf(range, 0)).toThrow('none of these bytes')
  })
  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-3', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=a-b'])(
    'a range of bytes is not asked for by %s',
    (range) => {
      expect(spanOf(range, 10)).toBeUndefined()
    },
  )
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=3-5', 3, 3],
    ['bytes=9-9', 9, 1],
    ['bytes=7-', 7, 3],
    ['bytes=7-99', 7, 3],
    ['bytes=-4', 6, 4],
    ['bytes=-99', 0, 10],
  ])('a range of bytes is read from ten bytes: %s', (range, start, length) => {
    expect(spanOf(range, 10)).toEqual({ start, length })
  })

  it('a range of bytes is answered by S3 with 206 and its position, or refused', async () => {
    const object = { Bucket: 'kept', Key: 'digits' }
    await local.s3.send(new PutObjectCommand({ ...object, Body: '0123456789' }))
    const part = await local.s3.send(new GetObjectCommand({ ...object, Range: 'bytes=3-5' }))
    expect(part).toMatchObject({ ContentRange: 'bytes 3-5/10', ContentLength: 3, $metadata: { httpStatusCode: 206 } })
    expect(await textOf(part)).toBe('345')
    const outside = local.s3.send(new GetObjectCommand({ ...object, Range: 'bytes=10-' }))
    await expect(outside).rejects.toMatchObject(refusal('InvalidRange', 416))
    expect(await textOf(await local.s3.send(new GetObjectCommand(object)))).toBe('0123456789')
  })
})

/** All bytes on the connection. An HTTP client would stop reading at the declared end of the body. */
const rawAnswer = async (url: string, path: string, range: string): Promise<string> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nrange: ${range}\r\nconnection: close\r\n\r\n`)
  return text(socket)
}

describe('an object', () => {
  it('an object is answered with exactly the announced number of bytes', async () => {
    await local.s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'letters', Body: 'abcdefghij' }))
    const [head, body] = (await rawAnswer(local.url, '/kept/letters', 'bytes=2-4')).split('\r\n\r\n')
    expect(head).toContain('content-length: 3')
    expect(body).toBe('cde')
  })

  it('an object is not mixed up with its tags, versions or copies, which are not supported', async () => {
    const { s3 } = local
    const object = { Bucket: 'kept', Key: 'plain' }
    await s3.send(new PutObjectCommand({ ...object, Body: 'x' }))
    await expect(s3.send(new GetObjectTaggingCommand(object))).rejects.toMatchObject(notImplemented)
    await expect(s3.send(new GetObjectCommand({ ...object, VersionId: '1' }))).rejects.toMatchObject(notImplemented)
    await expect(s3.send(new PutObjectCommand({ ...object, Body: 'y', IfMatch: '"1"' }))).rejects.toMatchObject(
      notImplemented,
    )
    const copy = new CopyObjectCommand({ Bucket: 'kept', Key: 'copy', CopySource: 'kept/plain' })
    await expect(s3.send(copy)).rejects.toMatchObject(notImplemented)
    const folders = new ListObjectsV2Command({ Bucket: 'kept', Delimiter: '/' })
    await expect(s3.send(folders)).rejects.toMatchObject(notImplemented)
    expect((await bytesOf(s3, object)).toString()).toBe('x')
  })

  it('an object cannot be in a bucket that does not exist', async () => {
    const missing = refusal('NoSuchBucket', 404)
    await expect(local.s3.send(new ListObjectsV2Command({ Bucket: 'none' }))).rejects.toMatchObject(missing)
    await expect(bytesOf(local.s3, { Bucket: 'none', Key: 'x' })).rejects.toMatchObject(missing)
    await expect(uploadParts(local.s3, { Bucket: 'none', Key: 'x' }, [])).rejects.toMatchObject(missing)
  })

  it('an object has a length that can be read without its body, and can be empty', async () => {
    const object = { Bucket: 'kept', Key: 'empty' }
    await local.s3.send(new PutObjectCommand({ ...object, Body: Buffer.alloc(0) }))
    expect(await local.s3.send(new HeadObjectCommand(object))).toMatchObject({ ContentLength: 0 })
    expect(await bytesOf(local.s3, object)).toEqual(Buffer.alloc(0))
    await local.s3.send(new PutObjectCommand({ ...object, Body: '0123456789' }))
    expect(await local.s3.send(new HeadObjectCommand(object))).toMatchObject({ ContentLength: 10 })
  })

  it('an object of type JSON can contain any bytes', async () => {
    const object = { Bucket: 'kept', Key: 'broken.json' }
    await local.s3.send(new PutObjectCommand({ ...object, Body: '{"half', ContentType: 'application/json' }))
    expect((await bytesOf(local.s3, object)).toString()).toBe('{"half')
  })

  it('an object does not affect another one with a similar name', async () => {
    const { s3 } = local
    for (const Key of ['near.new', 'near+unfinished', 'near'])
      await s3.send(new PutObjectCommand({ Bucket: 'kept', Key, Body: Key }))
    for (const Key of ['near.new', 'near+unfinished', 'near'])
      expect((await bytesOf(s3, { Bucket: 'kept', Key })).toString()).toBe(Key)
  })

  it('an object is written once if the policy of the bucket says so, even after its lock has ended', async () => {
    const object = { Bucket: 'once', Key: 'result', Body: 'A wins' }
    await expect(local.s3.send(new PutObjectCommand(object))).rejects.toMatchObject(denied)
    await local.s3.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }))
    local.clock.set(local.clock.now() + 2 * 86_400_000)
    const other = { ...object, Body: 'B wins' }
    await expect(local.s3.send(new PutObjectCommand(other))).rejects.toMatchObject(denied)
    const again = local.s3.send(new PutObjectCommand({ ...other, IfNoneMatch: '*' }))
    await expect(again).rejects.toMatchObject(refusal('PreconditionFailed', 412))
    const { complete } = await uploadParts(local.s3, { Bucket: 'once', Key: 'parts' }, [bytes(10)])
    await expect(complete()).rejects.toMatchObject(denied)
    expect(await textOf(await local.s3.send(new GetObjectCommand({ Bucket: 'once', Key: 'result' })))).toBe('A wins')
  })

  it('an object that is replaced while it is being read is returned in its old version', async () => {
    const object = { Bucket: 'kept', Key: 'replaced' }
    const before = bytes(20 * MiB, 1)
    await local.s3.send(new PutObjectCommand({ ...object, Body: before }))
    const { Body } = await local.s3.send(new GetObjectCommand(object))
    await local.s3.send(new PutObjectCommand({ ...object, Body: 'something else' }))
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(before)).toBe(true)
  })
})

describe('a multipart upload to the local runner', () => {
  it('a multipart upload to the local runner is locked like every object, from the moment it is completed', async () => {
    const object = { Bucket: 'locked', Key: 'export' }
    const { complete } = await uploadParts(local.s3, object, [bytes(9)])
    const late = await uploadParts(local.s3, object, [bytes(9, 1)])
    local.clock.set(local.clock.now() + 5 * 86_400_000)
    const completedAt = local.clock.now()
    await complete()
    const { ObjectLockRetainUntilDate } = await local.s3.send(new HeadObjectCommand(object))
    const days = (Number(ObjectLockRetainUntilDate) - completedAt) / 86_400_000
    expect(days).toBeGreaterThanOrEqual(10)
    expect(days).toBeLessThan(10.01)
    await expect(local.s3.send(new DeleteObjectCommand(object))).rejects.toMatchObject(denied)
    await expect(late.complete()).rejects.toMatchObject(denied)
    expect(await bytesOf(local.s3, object)).toEqual(bytes(9))
    local.clock.set(completedAt + 11 * 86_400_000)
    await late.complete()
    expect(await bytesOf(local.s3, object)).toEqual(bytes(9, 1))
  })

  it('a multipart upload to the local runner can continue after a restart, and leaves no parts behind', async () => {
    const object = { Bucket: 'kept', Key: 'survivor' }
    const { parts, UploadId } = await uploadParts(local.s3, object, [bytes(5 * MiB), bytes(9)])
    local = await local.restart()
    expect(await keysIn(local.s3, 'kept')).not.toContain('survivor')
    const uploads = join(local.directory, 'uploads', 'kept')
    const mine = () => readdirSync(uploads).filter((name) => name.startsWith(UploadId ?? 'none'))
    expect(mine()).toHaveLength(2)
    await local.s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: parts } }))
    expect(mine()).toEqual([])
    const digest = (body: Buffer) => createHash('sha256').update(body).digest('hex')
    expect(digest(await bytesOf(local.s3, object))).toBe(digest(Buffer.concat([bytes(5 * MiB), bytes(9)])))
  })
})
