import { describe, expect, it } from 'vitest'
import { stageNames, stageOf } from '../../infra/stages.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

describe.each(stageNames)('what is published in stage %s', async (stage) => {
  const synthesized = await synthesize(stage)
  const bucket = synthesized.ofType('AWS::S3::Bucket').find(({ id }) => id.startsWith('Publication'))
  const policy = synthesized.ofType('AWS::S3::BucketPolicy').find(({ id }) => id.startsWith('Publication'))

  it('cannot be overwritten by anybody: the lock alone would keep the old version and show the new one', () => {
    expect(bucket?.properties).toMatchObject({
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: 'Enabled' },
    })
    expect(listOf(at(policy?.properties, 'PolicyDocument', 'Statement'))).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:PutObject',
        Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
    )
  })

  it('cannot be deleted in production until its lock ends; other stages can be removed', () => {
    const retention = at(bucket?.properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention')
    const mode = stage === 'production' ? 'COMPLIANCE' : 'GOVERNANCE'
    expect(retention).toEqual({ Mode: mode, Days: stageOf(stage).configuration.publicationLockDays })
  })

  it('does not keep parts of unfinished uploads', () => {
    expect(listOf(at(bucket?.properties, 'LifecycleConfiguration', 'Rules'))).toEqual([
      { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ])
  })
})
