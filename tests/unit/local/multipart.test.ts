import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytes, bytesOf, keysIn, type LocalS3, MiB, startLocalS3, startStubS3, uploadParts } from './s3.ts'

const refusal = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } })
const invalidPart = refusal('InvalidPart', 400)
const noSuchUpload = refusal('NoSuchUpload', 404)

describe.each([
  ['the local endpoint', startLocalS3],
  ['the stub of the handlers', startStubS3],
])('a multipart upload to %s', (_, start) => {
  let place: Pick<LocalS3, 's3' | 'stop'>
  let last = 0
  const fresh = () => {
    last += 1
    return { Bucket: 'kept', Key: `exports/${last} é+.jsonl` }
  }
  beforeAll(async () => {
    place = await start()
  })
  afterAll(() => place.stop())

  it('refuses a part that was never uploaded, or has another ETag', async () => {
    const { s3 } = place
    const { parts, complete } = await uploadParts(s3, fresh(), [bytes(5 * MiB), bytes(9)])
    const [first, second] = parts
    await expect(complete([{ ...first }, { ...second, PartNumber: 3 }])).rejects.toMatchObject(invalidPart)
    await expect(complete([{ ...first }, { ...second, ETag: first?.ETag }])).rejects.toMatchObject(invalidPart)
    await expect(complete([{ ...first }, { ...second, ETag: '"0"' }])).rejects.toMatchObject(invalidPart)
  })

  it('refuses parts that are not in ascending order, duplicate parts, and no parts', async () => {
    const { parts, complete } = await uploadParts(place.s3, fresh(), [bytes(5 * MiB), bytes(5 * MiB)])
    await expect(complete(parts.toReversed())).rejects.toMatchObject(refusal('InvalidPartOrder', 400))
    await expect(complete([...parts, ...parts.slice(1)])).rejects.toMatchObject(refusal('InvalidPartOrder', 400))
    await expect(complete([])).rejects.toMatchObject(refusal('MalformedXML', 400))
  })

  it('refuses a part below 5 MiB, unless it is the last one', async () => {
    const { complete, parts } = await uploadParts(place.s3, fresh(), [bytes(5 * MiB - 1), bytes(9)])
    await expect(complete()).rejects.toMatchObject(refusal('EntityTooSmall', 400))
    await expect(complete(parts.slice(0, 1))).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } })
  })

  it('refuses part numbers that S3 does not allow', async () => {
    const object = fresh()
    const { UploadId } = await uploadParts(place.s3, object, [])
    for (const PartNumber of [0, 10_001]) {
      const part = new UploadPartCommand({ ...object, UploadId, PartNumber, Body: 'x' })
      await expect(place.s3.send(part)).rejects.toMatchObject(refusal('InvalidArgument', 400))
    }
  })

  it('is not found under another key, or after it was completed or aborted', async () => {
    const { s3 } = place
    const [object, other] = [fresh(), fresh()]
    const { UploadId, parts, complete } = await uploadParts(s3, object, [bytes(9)])
    const elsewhere = { ...other, UploadId, MultipartUpload: { Parts: parts } }
    await expect(s3.send(new CompleteMultipartUploadCommand(elsewhere))).rejects.toMatchObject(noSuchUpload)
    await expect(s3.send(new AbortMultipartUploadCommand({ ...other, UploadId }))).rejects.toMatchObject(noSuchUpload)
    await complete()
    await expect(complete()).rejects.toMatchObject(noSuchUpload)
    await expect(
      s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 2, Body: 'x' })),
    ).rejects.toMatchObject(noSuchUpload)
    expect(await bytesOf(s3, object)).toEqual(bytes(9))
  })

  it('replaces no object if it must be the first, and can then be aborted', async () => {
    const { s3 } = place
    const object = fresh()
    const { UploadId, parts, complete } = await uploadParts(s3, object, [bytes(9, 1)])
    await s3.send(new PutObjectCommand({ ...object, Body: 'was here first', IfNoneMatch: '*' }))
    const taken = refusal('PreconditionFailed', 412)
    await expect(complete(parts, { IfNoneMatch: '*' })).rejects.toMatchObject(taken)
    expect((await bytesOf(s3, object)).toString()).toBe('was here first')
    await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }))
    await expect(complete()).rejects.toMatchObject(noSuchUpload)
  })

  it('shows no object before it is completed or after it is aborted', async () => {
    const { s3 } = place
    const object = fresh()
    const before = await keysIn(s3, 'kept')
    const { UploadId } = await uploadParts(s3, object, [bytes(5 * MiB), bytes(9)])
    await expect(s3.send(new HeadObjectCommand(object))).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } })
    expect(await keysIn(s3, 'kept')).toEqual(before)
    await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }))
    expect(await keysIn(s3, 'kept')).toEqual(before)
  })

  it('refuses unsupported features by name', async () => {
    const object = fresh()
    const { UploadId } = await uploadParts(place.s3, object, [bytes(9)])
    const listing = place.s3.send(new ListPartsCommand({ ...object, UploadId }))
    await expect(listing).rejects.toMatchObject(refusal('NotImplemented', 501))
  })

  it('becomes one object of the named parts, in order, with the metadata from its start', async () => {
    const { s3 } = place
    const object = { ...fresh(), ContentType: 'application/json', Metadata: { poll: 'p1' } }
    const { UploadId, complete, parts } = await uploadParts(s3, object, [bytes(5 * MiB, 1), bytes(7, 2), bytes(9, 3)])
    const again = new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: bytes(6 * MiB, 4) })
    const [, , third] = parts
    const { ETag } = await complete([{ PartNumber: 1, ETag: (await s3.send(again)).ETag }, { ...third }])
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
    expect((await bytesOf(s3, object)).equals(Buffer.concat([bytes(6 * MiB, 4), bytes(9, 3)]))).toBe(true)
    expect(await s3.send(new HeadObjectCommand(object))).toMatchObject({
      ETag,
      ContentLength: 6 * MiB + 9,
      ContentType: 'application/json',
      Metadata: { poll: 'p1' },
    })
  })

  it.each([
    ['several parts', 11 * MiB],
    ['one part', 100],
    ['nothing', 0],
  ])('accepts an upload of lib-storage of %s, only the first time', async (_name, length) => {
    const { s3 } = place
    const object = fresh()
    const whole = bytes(length)
    const stream = () => ReadableStream.from([whole.subarray(0, length / 3), whole.subarray(length / 3)])
    const upload = () => new Upload({ client: s3, params: { ...object, Body: stream(), IfNoneMatch: '*' } }).done()
    await upload()
    expect((await bytesOf(s3, object)).equals(whole)).toBe(true)
    await expect(upload()).rejects.toMatchObject({ name: 'PreconditionFailed' })
  })
})
