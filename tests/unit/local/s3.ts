// S3 for tests of the emulator, through the real SDK, with both implementations.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { startAwsEndpoint } from '../../../local/emulator/aws/endpoint.ts'
import { openBuckets } from '../../../local/emulator/aws/objects/buckets.ts'
import { objectApi } from '../../../local/emulator/aws/objects/object-api.ts'
import { startLog } from '../../../local/emulator/log.ts'
import { openState } from '../../../local/emulator/state.ts'
import { deploymentOf } from '../../../local/emulator/template/deployment.ts'
import { startClock, type VirtualClock } from '../../../local/emulator/time/clock.ts'
import { startAwsStub } from '../../support/engine/aws-stub.ts'

export const MiB = 1024 * 1024

/** `kept` has no special settings, `locked` retains objects for ten days, and `once` refuses to overwrite. */
const bucketTemplate = {
  kept: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'kept' } },
  locked: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'locked',
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 10 } } },
    },
  },
  once: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'once',
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } },
    },
  },
  oncePolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'once' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::once/*',
            Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
          },
        ],
      },
    },
  },
}

export const clientOf = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: 'eu-west-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'tests', secretAccessKey: 'tests' },
  })

export type LocalS3 = {
  readonly s3: S3Client
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly clock: VirtualClock
  /** The directory of the stored data. */
  readonly directory: string
  /** Stops and starts again with the same data. */
  restart(): Promise<LocalS3>
  stop(): Promise<void>
}

const startOver = async (directory: string): Promise<LocalS3> => {
  const stack = { name: 'tests', Resources: bucketTemplate, Outputs: {}, Parameters: {}, Mappings: {}, Conditions: {} }
  const deployment = deploymentOf({ stacks: [stack], assetPath: () => '' })
  const state = openState(join(directory, 'state.db'))
  const clock = startClock(state)
  const objects = objectApi(openBuckets(deployment, state, clock, directory))
  const endpoint = await startAwsEndpoint({ targets: {}, rest: [], objects }, startLog('silent'))
  const s3 = clientOf(endpoint.url)
  const end = async () => {
    s3.destroy()
    await endpoint.stop()
    state.close()
  }
  return {
    s3,
    url: endpoint.url,
    clock,
    directory,
    restart: async () => {
      await end()
      return startOver(directory)
    },
    stop: async () => {
      await end()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** The buckets of the local runner, at a separate endpoint. */
export const startLocalS3 = (): Promise<LocalS3> => startOver(mkdtempSync(join(tmpdir(), 'local-s3-')))

/** The stub that tests of handlers use. */
export const startStubS3 = async (): Promise<Pick<LocalS3, 's3' | 'stop'>> => {
  const stub = await startAwsStub()
  const s3 = clientOf(stub.endpoint)
  const stop = () => {
    s3.destroy()
    return stub.stop()
  }
  return { s3, stop }
}

/** Bytes that differ everywhere, so that a part in a wrong position is noticed. */
export const bytes = (length: number, salt = 0): Buffer =>
  Buffer.from(
    Uint32Array.from({ length: Math.ceil(length / 4) }, (_, at) => at * 2_654_435_761 + salt).buffer,
    0,
    length,
  )

export type Place = { readonly Bucket: string; readonly Key: string }

export const textOf = async ({ Body }: GetObjectCommandOutput): Promise<string> =>
  (await Body?.transformToString()) ?? ''

export const bytesOf = async (s3: S3Client, place: Place): Promise<Buffer> => {
  const { Body } = await s3.send(new GetObjectCommand(place))
  return Buffer.from((await Body?.transformToByteArray()) ?? [])
}

export const keysIn = async (s3: S3Client, Bucket: string): Promise<readonly (string | undefined)[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
  return Contents.map(({ Key }) => Key)
}

/** Starts a multipart upload and uploads these parts, numbered from 1. */
export const uploadParts = async (s3: S3Client, place: Place, bodies: readonly Buffer[]) => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place))
  const parts: CompletedPart[] = []
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1
    const { ETag } = await s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body }))
    parts.push({ PartNumber, ETag })
  }
  const complete = (Parts: readonly CompletedPart[] = parts, more: { readonly IfNoneMatch?: '*' } = {}) =>
    s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: [...Parts] }, ...more }))
  return { UploadId, parts, complete }
}
