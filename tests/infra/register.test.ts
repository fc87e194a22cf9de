import { describe, expect, it } from 'vitest'
import { stageNames } from '../../infra/stages.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

describe.each(stageNames)('the bucket of the register in stage %s', async (stage) => {
  const synthesized = await synthesize(stage)
  const bucket = synthesized.ofType('AWS::S3::Bucket').find(({ id }) => id.startsWith('Register'))
  const policy = synthesized.ofType('AWS::S3::BucketPolicy').find(({ id }) => id.startsWith('Register'))

  it('keeps nothing that was deleted: it has no versions and no lock', () => {
    expect(bucket?.properties).not.toHaveProperty('VersioningConfiguration')
    expect(bucket?.properties).not.toHaveProperty('ObjectLockConfiguration')
  })

  it('refuses to overwrite an object, so that a frozen roll cannot change', () => {
    expect(listOf(at(policy?.properties, 'PolicyDocument', 'Statement'))).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:PutObject',
        Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
    )
  })

  it('keeps files for a day at most, and rolls as long as they are needed', () => {
    const rules = listOf(at(bucket?.properties, 'LifecycleConfiguration', 'Rules'))
    expect(rules).toContainEqual({ Status: 'Enabled', Prefix: 'uploads/', ExpirationInDays: 1 })
    expect(rules).toContainEqual({ Status: 'Enabled', Prefix: 'work/', ExpirationInDays: 1 })
    expect(JSON.stringify(rules)).not.toContain('rolls/')
  })

  it('is not accessible from outside', () => {
    expect(bucket?.properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
  })
})
