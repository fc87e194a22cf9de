import { describe, expect, it } from 'vitest'
import { stageOf } from '../../infra/stages.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import type { Unit } from '../../infra/units/unit.ts'
import { isSilent } from '../../infra/units/unit.ts'
import { allWorkflows } from '../../infra/workflows/all-workflows.ts'
import { mayReach, type Statement, statementsOf } from './support/rights.ts'
import { type Resource, synthesize } from './support/synthesized.ts'

const stage = 'production'
const synthesized = await synthesize(stage)
const { region } = stageOf(stage).configuration

const only = (resources: readonly Resource[], what: string): Resource => {
  const [one, ...others] = resources
  if (one === undefined || others.length > 0) throw new Error(`There must be exactly one ${what}`)
  return one
}
const arnOf = (type: string, property: string, name: string) => {
  const found = synthesized.ofType(type).filter(({ properties }) => properties[property] === name)
  const { stack, id } = only(found, `${type} ${name}`)
  return `<${stack}/${id}.Arn>`
}
const tableArn = {
  main: arnOf('AWS::DynamoDB::Table', 'TableName', 'wijk-production-main'),
  ballotBox: arnOf('AWS::DynamoDB::Table', 'TableName', 'wijk-production-ballot-box'),
}
const keyArn = (description: RegExp) => {
  const keys = synthesized.ofType('AWS::KMS::Key')
  const { stack, id } = only(
    keys.filter(({ properties }) => description.test(String(properties.Description))),
    `key ${description}`,
  )
  return `<${stack}/${id}.Arn>`
}
const tableKey = { main: keyArn(/the table$/), ballotBox: keyArn(/ballot box/) }
const vaultKey = {
  permitKey: keyArn(/permits are signed/),
  rollKey: keyArn(/roll$/),
  acceptanceKey: keyArn(/accepted ballots/),
  sealKey: keyArn(/open ballots/),
}
const signingKey = keyArn(/for the city$/)
const register = 'arn:<AWS::Partition>:s3:::wijk-production-register-<AWS::AccountId>'
const publication = 'arn:<AWS::Partition>:s3:::wijk-production-publication-<AWS::AccountId>'

const roleOf = (unit: string) =>
  only(
    synthesized.ofType('AWS::IAM::Role').filter(({ properties }) => properties.RoleName === `wijk-production-${unit}`),
    `role of ${unit}`,
  )

const asText = ({ effect, action, resource, condition }: Statement) =>
  `${effect} ${action} ${resource} ${JSON.stringify(condition ?? {})}`

/** The statements that a unit's declaration means, written out a second time. */
const declaredBy = (unit: Unit): readonly string[] => {
  const allow = (action: string, resource: string, condition: object = {}) =>
    `Allow ${action} ${resource} ${JSON.stringify(condition)}`
  const suffix = (kind: 'Log' | 'Undelivered') => {
    const type = kind === 'Log' ? 'AWS::Logs::LogGroup' : 'AWS::SQS::Queue'
    const name =
      kind === 'Log' ? `/aws/lambda/wijk-production-${unit.name}` : `wijk-production-${unit.name}-undelivered`
    return arnOf(type, kind === 'Log' ? 'LogGroupName' : 'QueueName', name)
  }
  const isLater = unit.trigger.kind === 'events' || unit.trigger.kind === 'every'
  const machine = (name: string) => {
    const machines = synthesized
      .ofType('AWS::StepFunctions::StateMachine')
      .filter(({ properties }) => properties.StateMachineName === `wijk-production-${name}`)
    const { stack, id } = only(machines, `state machine ${name}`)
    return `<${stack}/${id}>`
  }
  const registerActions = {
    receives: [['s3:PutObject', 'uploads/*']],
    'looks-up': [['s3:GetObject', 'rolls/*']],
    draws: [
      ['s3:GetObject', 'rolls/*'],
      ['s3:GetObject', 'lotteries/*'],
      ['s3:PutObject', 'lotteries/*'],
    ],
    imports: [
      ['s3:GetObject', 'uploads/*'],
      ['s3:GetObject', 'work/*'],
      ['s3:PutObject', 'work/*'],
      ['s3:PutObject', 'rolls/*'],
      ['s3:DeleteObject', 'uploads/*'],
      ['s3:DeleteObject', 'work/*'],
    ],
  } as const
  return [
    ...unit.access.flatMap(({ table, index, actions, leadingKeys }) =>
      actions.map((action) =>
        allow(action, `${tableArn[table]}${index === undefined ? '' : `/index/${index}`}`, {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys.map(({ pattern }) => pattern) },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        }),
      ),
    ),
    ...[...new Set(unit.access.map(({ table }) => table))].map((table) =>
      allow('kms:Decrypt', tableKey[table], { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } }),
    ),
    ...(unit.keys ?? []).flatMap(({ key, actions, purpose }) =>
      actions.map((action) =>
        allow(action, vaultKey[key], { StringEquals: { 'kms:EncryptionContext:purpose': purpose } }),
      ),
    ),
    ...(unit.signs ? [allow('kms:GetPublicKey', signingKey)] : []),
    ...(unit.signs === true ? [allow('kms:Sign', signingKey)] : []),
    ...(unit.publication?.startsWith('read')
      ? [allow('s3:GetObject', `${publication}/polls/*`), allow('s3:ListBucket', publication)]
      : []),
    ...(unit.documents === undefined ? [] : [allow('s3:GetObject', `${publication}/documents/*`)]),
    ...(unit.documents === 'makes' ? [allow('s3:PutObject', `${publication}/documents/*`)] : []),
    ...(unit.pools === undefined
      ? []
      : [allow(unit.pools === 'reads' ? 's3:GetObject' : 's3:PutObject', `${publication}/lotteries/*`)]),
    ...(unit.publication === 'write' ? [allow('s3:PutObject', `${publication}/polls/*`)] : []),
    ...(unit.publication === 'read-and-write'
      ? ['s3:AbortMultipartUpload', 's3:PutObject'].map((action) => allow(action, `${publication}/polls/*`))
      : []),
    ...(unit.register === undefined
      ? []
      : registerActions[unit.register].map(([action, objects]) => allow(action, `${register}/${objects}`))),
    ...(unit.register === undefined || unit.register === 'receives' ? [] : [allow('s3:ListBucket', register)]),
    // Only from the sender that production configures, and only through its configuration set.
    ...(unit.mails
      ? ['identity/rotterdam.nl', 'configuration-set/wijk-aan-zet'].map((resource) =>
          allow('ses:SendEmail', `arn:<AWS::Partition>:ses:${region}:<AWS::AccountId>:${resource}`, {
            StringEquals: { 'ses:FromAddress': 'wijkaanzet@rotterdam.nl' },
          }),
        )
      : []),
    ...(unit.starts ?? []).map((name) => allow('states:StartExecution', machine(name))),
    ...(unit.answers ?? []).map((name) => allow('states:SendTaskSuccess', machine(name))),
    ...(unit.schedules
      ? [
          ...['Create', 'Delete', 'Update'].map((verb) =>
            allow(
              `scheduler:${verb}Schedule`,
              `arn:<AWS::Partition>:scheduler:${region}:<AWS::AccountId>:schedule/wijk-production-${unit.context}/${unit.schedules}-*`,
            ),
          ),
          allow('iam:PassRole', arnOf('AWS::IAM::Role', 'RoleName', `wijk-production-${unit.context}-schedules`), {
            StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
          }),
        ]
      : []),
    ...(isSilent(unit)
      ? []
      : ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => allow(action, suffix('Log')))),
    ...(unit.context === 'voting'
      ? []
      : ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'].map((action) => allow(action, '*'))),
    ...(isLater ? [allow('sqs:SendMessage', suffix('Undelivered'))] : []),
  ]
}

describe('the role of each function', () => {
  it.each(allUnits.map((unit) => [unit.name, unit] as const))(
    '%s may do what it declares and nothing else',
    (name, unit) => {
      const actual = statementsOf(synthesized, roleOf(name)).map(asText)
      expect([...actual].sort()).toEqual([...new Set(declaredBy(unit))].sort())
    },
  )

  it('the role of each function has no policy other than the declared one', () => {
    const attached = synthesized
      .ofType('AWS::IAM::Policy')
      .flatMap(({ stack, properties }) =>
        Array.isArray(properties.Roles) ? properties.Roles.map((role) => synthesized.text(stack, role)) : [],
      )
    // CDK adds the rights of log delivery to the role of a state machine.
    const machines = allWorkflows.map(({ name }) => roleOf(name))
    expect(attached.toSorted()).toEqual(machines.map(({ stack, id }) => `<${stack}/${id}>`).sort())
    expect(synthesized.ofType('AWS::IAM::Role').filter(({ properties }) => 'ManagedPolicyArns' in properties)).toEqual(
      [],
    )
  })

  it('the role of each function belongs to one function only', () => {
    const roles = synthesized
      .ofType('AWS::Lambda::Function')
      .map(({ stack, properties }) => synthesized.text(stack, properties.Role))
    expect(new Set(roles).size).toBe(roles.length)
    expect(roles.length).toBe(allUnits.length)
  })
})

describe('who may reach what', () => {
  const pollId = '0b9f9a0e-6d8c-4c7c-9d2c-1f6a3b0f3c11'
  const samples = {
    poll: `POLL#${pollId}`,
    roll: `POLL#${pollId}#ROLL#3`,
    permitSecret: `POLLKEYS#${pollId}#PERMIT`,
    rollSecret: `POLLKEYS#${pollId}#ROLL`,
    acceptanceSecret: `POLLKEYS#${pollId}#ACCEPTANCE`,
    sealSecret: `POLLKEYS#${pollId}#SEAL`,
    box: `POLL#${pollId}#BOX#3`,
  }
  const readActions = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect'].map((name) => `dynamodb:${name}`)
  const writeActions = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map((name) => `dynamodb:${name}`)
  const rolesThat = (actions: readonly string[], table: 'main' | 'ballotBox', key: string) =>
    synthesized
      .ofType('AWS::IAM::Role')
      .filter((role) =>
        actions.some((action) => mayReach(statementsOf(synthesized, role), action, tableArn[table], key)),
      )
      .map(({ properties }) => String(properties.RoleName).replace('wijk-production-', ''))
      .sort()

  it('who may reach what lets one function put ballots, another read them, and nobody do both', () => {
    expect(rolesThat(writeActions, 'ballotBox', samples.box)).toEqual(['cast-ballot'])
    expect(rolesThat(readActions, 'ballotBox', samples.box)).toEqual(['count-shard'])
  })

  it('who may reach what never allows access to both the roll and the box', () => {
    const reachesRoll = rolesThat([...readActions, ...writeActions], 'main', samples.roll)
    expect(reachesRoll).toEqual(['count-marks', 'get-turnout', 'issue-permit', 'list-my-polls', 'watch-electorates'])
    expect(reachesRoll).not.toContain('cast-ballot')
    expect(reachesRoll).not.toContain('count-shard')
  })

  it('who may reach what lets the casting function read a poll and the key of its acceptances, but not its roll or other secrets', () => {
    const statements = statementsOf(synthesized, roleOf('cast-ballot'))
    const gets = (key: string) => mayReach(statements, 'dynamodb:GetItem', tableArn.main, key)
    expect([gets(samples.poll), gets(samples.acceptanceSecret)]).toEqual([true, true])
    const others = [samples.roll, samples.permitSecret, samples.rollSecret, samples.sealSecret]
    expect(others.map(gets)).toEqual([false, false, false, false])
  })

  it('who may reach what opens ballots only in the counting function', () => {
    const opens = synthesized
      .ofType('AWS::IAM::Role')
      .filter((role) =>
        statementsOf(synthesized, role).some(
          ({ action, resource }) => action === 'kms:Decrypt' && resource === vaultKey.sealKey,
        ),
      )
    expect(opens.map(({ properties }) => properties.RoleName)).toEqual(['wijk-production-count-shard'])
  })

  it('who may reach what unwraps the signing keys of permits only in the permit function', () => {
    const unwraps = synthesized
      .ofType('AWS::IAM::Role')
      .filter((role) =>
        statementsOf(synthesized, role).some(
          ({ action, resource }) => action === 'kms:Decrypt' && resource === vaultKey.permitKey,
        ),
      )
    expect(unwraps.map(({ properties }) => properties.RoleName)).toEqual(['wijk-production-issue-permit'])
  })

  it('who may reach what shows who an entry of a lottery is, and who does not want to be drawn, to the functions of lotteries only', () => {
    const draws = synthesized
      .ofType('AWS::IAM::Role')
      .filter((role) => statementsOf(synthesized, role).some(({ resource }) => resource === `${register}/lotteries/*`))
    expect(draws.map(({ properties }) => String(properties.RoleName).replace('wijk-production-', '')).sort()).toEqual([
      'freeze-pool',
      'lotteries-pool',
      'sweep-pools',
    ])
    expect(rolesThat(readActions, 'main', 'DO-NOT-DRAW')).toEqual([
      'freeze-pool',
      'lotteries-persons',
      'lotteries-pool',
      'sweep-pools',
    ])
    expect(rolesThat(writeActions, 'main', 'DO-NOT-DRAW')).toEqual(['lotteries-persons'])
  })

  it('who may reach what gives nobody a wildcard of actions', () => {
    const wild = synthesized
      .ofType('AWS::IAM::Role')
      .flatMap((role) => statementsOf(synthesized, role))
      .filter(({ action }) => action.includes('*'))
    expect(wild).toEqual([])
  })

  it('who may reach what gives the relay the stream, and no item of any table', () => {
    const dynamo = statementsOf(synthesized, roleOf('relay')).filter(({ action }) => action.startsWith('dynamodb:'))
    expect(dynamo.length).toBeGreaterThan(0)
    for (const { resource } of dynamo) expect(resource).toBe(tableArn.main.replace('.Arn>', '.StreamArn>'))
  })
})
