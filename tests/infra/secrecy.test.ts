// Settings that must be absent: each of them would store the time or a copy of a ballot, even if it was added with good intentions.
import { describe, expect, it } from 'vitest'
import { stageNames } from '../../infra/stages.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { isSilent } from '../../infra/units/unit.ts'
import { castBallot } from '../../shared/voting/operations.ts'
import { statementsOf } from './support/rights.ts'
import { at, listOf, type Synthesized, synthesize } from './support/synthesized.ts'

const silent = allUnits.filter(isSilent).map(({ name }) => name)

const named = (synthesized: Synthesized, type: string, property: string, name: string) => {
  const found = synthesized.ofType(type).filter(({ properties }) => String(properties[property]).endsWith(`-${name}`))
  const [one, ...others] = found
  if (one === undefined || others.length > 0) throw new Error(`There must be exactly one ${type} ${name}`)
  return one
}

describe('the casting path', () => {
  it('the casting path is one function, whose operation stores no idempotency key', () => {
    // Apart from casting, only inclusion proofs are served without logs: they are read after the result is published.
    expect(silent).toEqual(['list-inclusion-proofs', 'cast-ballot'])
    expect(castBallot).not.toHaveProperty('requires')
  })
})

describe.each(stageNames)('stage %s', async (stage) => {
  const synthesized = await synthesize(stage)
  const present = (types: readonly string[]) =>
    synthesized.resources.map(({ type }) => type).filter((type) => types.some((each) => type.startsWith(each)))
  const roles = synthesized.ofType('AWS::IAM::Role')
  const actionsOf = (role: (typeof roles)[number]) => statementsOf(synthesized, role).map(({ action }) => action)

  it('records no calls: no trail, no logs of a firewall, network or content network, and no copy of a log', () => {
    const recorders = [
      'AWS::CloudTrail::',
      'AWS::WAFv2::LoggingConfiguration',
      'AWS::EC2::FlowLog',
      'AWS::CloudFront::',
      'AWS::Logs::SubscriptionFilter',
      'AWS::Logs::Delivery',
      'AWS::KinesisFirehose::',
      'AWS::Kinesis::',
    ]
    expect(present(recorders)).toEqual([])
  })

  it('does not monitor keys of tables, and copies no table', () => {
    expect(present(['AWS::Backup::', 'AWS::DynamoDB::GlobalTable'])).toEqual([])
    const tables = JSON.stringify(synthesized.ofType('AWS::DynamoDB::Table'))
    expect(tables).not.toMatch(/ContributorInsightsSpecification|KinesisStreamSpecification|ImportSourceSpecification/)
  })

  it('gives the casting function no log, no destination and no queue for failures', () => {
    const { stack, id, properties } = named(synthesized, 'AWS::Lambda::Function', 'FunctionName', 'cast-ballot')
    expect(at(properties, 'LoggingConfig', 'ApplicationLogLevel')).toBe('FATAL')
    expect(at(properties, 'LoggingConfig', 'SystemLogLevel')).toBe('WARN')
    for (const trace of ['DeadLetterConfig', 'TracingConfig', 'Layers', 'VpcConfig', 'FileSystemConfigs'])
      expect(properties).not.toHaveProperty(trace)
    const reference = `<${stack}/${id}`
    const listeners = ['AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::EventSourceMapping'].flatMap(synthesized.ofType)
    for (const { stack: where, properties: listener } of listeners)
      expect(synthesized.text(where, listener.FunctionName)).not.toContain(reference)
    const role = named(synthesized, 'AWS::IAM::Role', 'RoleName', 'cast-ballot')
    expect(new Set(actionsOf(role))).toEqual(new Set(['dynamodb:GetItem', 'dynamodb:PutItem', 'kms:Decrypt']))
  })

  it('lets the casting function write only ballots: no running count and no record of requests', () => {
    const role = named(synthesized, 'AWS::IAM::Role', 'RoleName', 'cast-ballot')
    const writes = statementsOf(synthesized, role).filter(({ action }) => /Put|Update|Delete|Write/.test(action))
    const { stack, id } = named(synthesized, 'AWS::DynamoDB::Table', 'TableName', 'ballot-box')
    expect(writes.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      `dynamodb:PutItem <${stack}/${id}.Arn>`,
    ])
  })

  it('sends no ballot to a queue, a bus or an archive: pipes read only the stream of the main table', () => {
    const { stack, id } = named(synthesized, 'AWS::DynamoDB::Table', 'TableName', 'main')
    const sources = synthesized
      .ofType('AWS::Pipes::Pipe')
      .map((pipe) => synthesized.text(pipe.stack, pipe.properties.Source))
    expect(new Set(sources)).toEqual(new Set([`<${stack}/${id}.StreamArn>`]))
    expect(present(['AWS::Events::Archive', 'AWS::Lambda::EventSourceMapping'])).toEqual([])
  })

  it('traces neither the requests of voters nor the count', () => {
    const voting = allUnits.filter(({ context }) => context === 'voting').map(({ name }) => name)
    for (const name of voting) {
      const { properties } = named(synthesized, 'AWS::Lambda::Function', 'FunctionName', name)
      expect(properties).not.toHaveProperty('TracingConfig')
      const role = named(synthesized, 'AWS::IAM::Role', 'RoleName', name)
      expect(actionsOf(role).filter((action) => action.startsWith('xray:'))).toEqual([])
    }
  })

  it('sends no receipts: only the function that mails notices to offices may send, and it cannot read ballots', () => {
    expect(present(['AWS::SES::', 'AWS::Pinpoint', 'AWS::SNS::Subscription', 'AWS::SMSVOICE::'])).toEqual([])
    const sends = /^(ses|sns|mobiletargeting|sms-voice|social-messaging|chime|connect):/
    for (const role of roles.filter((each) => actionsOf(each).some((action) => sends.test(action)))) {
      expect(role.stack).toMatch(/-notices$/)
      const statements = statementsOf(synthesized, role)
      expect(statements.map(({ action }) => action).filter((action) => sends.test(action))).toEqual(
        expect.arrayContaining(['ses:SendEmail']),
      )
      expect(JSON.stringify(statements)).not.toMatch(/POLL|BALLOT|ROLL/)
    }
  })

  it('reports errors on the casting path by the hour, not in more detail', () => {
    const alarms = synthesized.ofType('AWS::CloudWatch::Alarm').filter(({ stack, properties }) =>
      listOf(properties.Dimensions).some((each) => {
        const { stack: where, id } = named(synthesized, 'AWS::Lambda::Function', 'FunctionName', 'cast-ballot')
        return synthesized.text(stack, at(each, 'Value')) === `<${where}/${id}>`
      }),
    )
    expect(alarms.map(({ properties }) => properties.Period)).toEqual([3_600])
  })
})
