import { describe, expect, it } from 'vitest'
import type { Stack } from '../../../local/emulator/template/assembly.ts'
import { deploymentOf } from '../../../local/emulator/template/deployment.ts'

/** A variable in the notation of Fn::Sub. */
const variable = (name: string) => `$\{${name}}`

const stack = (name: string, part: Partial<Stack>): Stack => ({
  name,
  Resources: {},
  Outputs: {},
  Parameters: {},
  Mappings: {},
  Conditions: {},
  ...part,
})
const deploy = (...stacks: readonly Stack[]) => deploymentOf({ stacks, assetPath: (key) => `/assets/${key}` })
const table = (properties: Readonly<Record<string, unknown>>) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: properties,
})
const only = (properties: Readonly<Record<string, unknown>>, more: Partial<Stack> = {}) =>
  deploy(stack('s', { Resources: { Table: table(properties) }, ...more })).ofType('AWS::DynamoDB::Table')[0]

describe('the template reader', () => {
  it('the template reader refuses an unsupported resource type, by name', () => {
    const unknown = stack('s', { Resources: { Stream: { Type: 'AWS::Kinesis::Stream' } } })
    expect(() => deploy(unknown)).toThrow('AWS::Kinesis::Stream')
  })

  it('the template reader refuses an unknown intrinsic function, by name', () => {
    expect(() => only({ X: { 'Fn::Cidr': ['10.0.0.0/8', 1, 1] } })).toThrow('Fn::Cidr')
  })

  it('the template reader refuses a reference to a missing resource, and a circular one', () => {
    expect(() => only({ X: { Ref: 'Nothing' } })).toThrow('Nothing')
    expect(() => only({ TableName: { Ref: 'Table' } })).toThrow('itself')
    expect(() => only({ X: { 'Fn::ImportValue': 'nowhere' } })).toThrow('nowhere')
  })

  it.each([
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-eu-west-1'],
    [
      { 'Fn::Sub': `x-${variable('AWS::AccountId')}-${variable('!Literal')}-${variable('Table.Arn')}` },
      `x-000000000000-${variable('Literal')}-arn:aws:dynamodb:eu-west-1:000000000000:table/t`,
    ],
    [{ 'Fn::Sub': [`${variable('a')}/${variable('AWS::Partition')}`, { a: 'b' }] }, 'b/aws'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::FindInMap': ['M', 'a', 'b'] }, 'mapped'],
    [
      [1, { Ref: 'AWS::NoValue' }, 2],
      [1, 2],
    ],
    [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    [{ Ref: 'Parameter' }, 'default'],
  ])('the template reader resolves %j', (value, expected) => {
    const resource = only(
      { TableName: 't', X: value },
      {
        Conditions: {
          IsLocal: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] },
        },
        Mappings: { M: { a: { b: 'mapped' } } },
        Parameters: { Parameter: { Default: 'default' } },
      },
    )
    expect(resource?.properties.X).toEqual(expected)
  })

  it('the template reader passes a value from one stack to another', () => {
    const data = stack('data', {
      Resources: { Table: table({ TableName: 'main' }) },
      Outputs: {
        Out: {
          Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
          Export: { Name: { 'Fn::Sub': `${variable('AWS::StackName')}:stream` } },
        },
      },
    })
    const user = stack('user', {
      Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { X: { 'Fn::ImportValue': 'data:stream' } } } },
    })
    const [queue] = deploy(data, user).ofType('AWS::SQS::Queue')
    expect(queue?.name).toBe('user-Queue')
    expect(queue?.properties.X).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/main/stream/local')
  })

  it('the template reader leaves out resources excluded by a condition, and those without meaning here', () => {
    const conditional = stack('s', {
      Resources: { Table: { ...table({}), Condition: 'Never' }, Role: { Type: 'AWS::IAM::Role' } },
      Conditions: { Never: { 'Fn::Equals': [1, 2] } },
    })
    expect(deploy(conditional).ofType('AWS::DynamoDB::Table')).toEqual([])
    expect(deploy(conditional).ofType('AWS::IAM::Role')).toEqual([])
  })
})
