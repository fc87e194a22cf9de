import { Stack, Validations } from 'aws-cdk-lib'
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { exceptions } from '../../infra/acknowledgements.ts'
import { compose } from '../../infra/application.ts'
import { stageNames, stageOf } from '../../infra/stages.ts'
import { emptyBundles, scratchDirectory } from './support/synthesized.ts'

const bundles = emptyBundles()
const composed = (name: (typeof stageNames)[number]) => compose(stageOf(name), bundles, scratchDirectory())

describe('cdk-nag (AwsSolutions and Serverless)', () => {
  it.each(stageNames)('finds nothing in stage %s that is not acknowledged with a reason', (name) => {
    expect(() => composed(name).synth()).not.toThrow()
  })

  it('fails the synthesis over a planted finding', () => {
    const app = composed('dev')
    new Bucket(new Stack(app, 'Planted'), 'UnloggedBucket')
    expect(() => app.synth()).toThrow(/validation/i)
  })

  it('fails it over a planted finding of the serverless pack, be it only a warning', () => {
    const app = composed('dev')
    new CfnLogGroup(new Stack(app, 'Planted'), 'EndlessLog')
    expect(() => app.synth()).toThrow(/validation/i)
  })

  it('lets a planted finding pass that is acknowledged', () => {
    const app = composed('dev')
    const planted = new Stack(app, 'Planted')
    new CfnLogGroup(planted, 'EndlessLog')
    Validations.of(planted).acknowledge({ id: 'Serverless-CloudWatchLogGroupRetentionPeriod', reason: 'Planted.' })
    expect(() => app.synth()).not.toThrow()
  })

  it('has no exception that nothing needs', () => {
    const used = new Set(
      composed('production')
        .node.findAll()
        .flatMap(({ node }) => node.metadata)
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.values(Object(data))),
    )
    for (const { reason } of Object.values(exceptions)) expect(used).toContain(reason)
  })

  it('has a reason for each exception that is a sentence', () => {
    for (const { reason } of Object.values(exceptions)) expect(reason).toMatch(/^[A-Zx].{30,}\.$/s)
  })
})
