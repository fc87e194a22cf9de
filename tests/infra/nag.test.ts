import { Stack, Validations } from 'aws-cdk-lib'
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { exceptions } from '../../infra/acknowledgements.ts'
import { checkedApp, compose } from '../../infra/application.ts'
import { stageNames, stageOf } from '../../infra/stages.ts'
import { noBundles, scratchDirectory, synthesize } from './support/synthesized.ts'

const planted = () => {
  const app = checkedApp(scratchDirectory(), true)
  return { app, stack: new Stack(app, 'Planted') }
}

describe('cdk-nag (AwsSolutions and Serverless)', () => {
  it.each(stageNames)(
    'cdk-nag (AwsSolutions and Serverless) finds nothing in stage %s that was not acknowledged with a reason',
    async (name) => {
      await expect(synthesize(name)).resolves.toBeDefined()
    },
  )

  it('cdk-nag (AwsSolutions and Serverless) fails the synthesis for a planted finding', () => {
    const { app, stack } = planted()
    new Bucket(stack, 'UnloggedBucket')
    expect(() => app.synth()).toThrow(/validation/i)
  })

  it('cdk-nag (AwsSolutions and Serverless) fails it even for a planted warning of the serverless pack', () => {
    const { app, stack } = planted()
    new CfnLogGroup(stack, 'EndlessLog')
    expect(() => app.synth()).toThrow(/validation/i)
  })

  it('cdk-nag (AwsSolutions and Serverless) accepts a planted finding that is acknowledged', () => {
    const { app, stack } = planted()
    new CfnLogGroup(stack, 'EndlessLog')
    Validations.of(stack).acknowledge({ id: 'Serverless-CloudWatchLogGroupRetentionPeriod', reason: 'Planted.' })
    expect(() => app.synth()).not.toThrow()
  })

  it('cdk-nag (AwsSolutions and Serverless) has no exception without a finding', () => {
    const used = new Set(
      compose(stageOf('production'), noBundles(), scratchDirectory())
        .node.findAll()
        .flatMap(({ node }) => node.metadata)
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.values(Object(data))),
    )
    for (const { reason } of Object.values(exceptions)) expect(used).toContain(reason)
  })

  it('cdk-nag (AwsSolutions and Serverless) has a whole sentence as the reason of each exception', () => {
    for (const { reason } of Object.values(exceptions)) expect(reason).toMatch(/^[A-Zx].{30,}\.$/s)
  })
})
