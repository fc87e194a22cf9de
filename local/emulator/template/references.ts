// Physical names, `Ref` and `Fn::GetAtt`: as CloudFormation resolves them, with made-up but stable ids.
import { createHash } from 'node:crypto'
import type { JsonObject } from '../json.ts'

export const region = 'eu-west-1'
export const account = '000000000000'

export type Named = {
  readonly id: string
  readonly type: string
  readonly stack: string
  /** The resolved property, or `undefined`. */
  readonly text: (property: string) => string | undefined
}

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`

const nameProperties: JsonObject = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Pipes::Pipe': 'Name',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
}

/** The name of a resource: its own, or one made from stack and logical id as in CloudFormation. */
export const physicalName = (resource: Named): string => {
  const property = nameProperties[resource.type]
  const given = typeof property === 'string' ? resource.text(property) : undefined
  if (given) return given
  switch (resource.type) {
    case 'AWS::KMS::Key': {
      const hex = createHash('sha256').update(`${resource.stack}/${resource.id}`).digest('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    }
    case 'AWS::Cognito::UserPool':
      return `${region}_${resource.id.slice(-9)}`
    case 'AWS::S3::Bucket':
      return `${resource.stack}-${resource.id}`.toLowerCase().slice(0, 63)
    default:
      return `${resource.stack}-${resource.id}`
  }
}

/** The ARN of a resource; types without a known form get a readable placeholder. */
export const arnOf = (resource: Named): string => {
  const name = physicalName(resource)
  switch (resource.type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return arn('dynamodb', `table/${name}`)
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${name}`)
    case 'AWS::Events::EventBus':
      return arn('events', `event-bus/${name}`)
    case 'AWS::Events::Rule':
      return arn('events', `rule/${name}`)
    case 'AWS::SQS::Queue':
      return arn('sqs', name)
    case 'AWS::SNS::Topic':
      return arn('sns', name)
    case 'AWS::StepFunctions::StateMachine':
      return arn('states', `stateMachine:${name}`)
    case 'AWS::Scheduler::Schedule':
      return arn('scheduler', `schedule/${resource.text('GroupName') ?? 'default'}/${name}`)
    case 'AWS::Scheduler::ScheduleGroup':
      return arn('scheduler', `schedule-group/${name}`)
    case 'AWS::Pipes::Pipe':
      return arn('pipes', `pipe/${name}`)
    case 'AWS::KMS::Key':
      return arn('kms', `key/${name}`)
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${name}`
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${account}:role/${name}`
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${name}:*`)
    case 'AWS::Cognito::UserPool':
      return arn('cognito-idp', `userpool/${name}`)
    default:
      return arn(resource.type.split('::')[1]?.toLowerCase() ?? 'resource', `${resource.id}`)
  }
}

/** The value of `Ref` for a type: mostly the name, for some the ARN or the URL. */
export const refOf = (resource: Named): string => {
  switch (resource.type) {
    case 'AWS::StepFunctions::StateMachine':
    case 'AWS::SNS::Topic':
      return arnOf(resource)
    case 'AWS::SQS::Queue':
      return `https://sqs.${region}.amazonaws.com/${account}/${physicalName(resource)}`
    case 'AWS::Lambda::Version':
      return `${resource.text('FunctionName') ?? resource.id}:1`
    case 'AWS::Lambda::Alias':
      return `${resource.text('FunctionName') ?? resource.id}:${resource.text('Name') ?? 'alias'}`
    case 'AWS::ApiGatewayV2::Api':
    case 'AWS::ApiGatewayV2::Route':
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Authorizer':
    case 'AWS::Cognito::UserPoolClient':
      return resource.id
    default:
      return physicalName(resource)
  }
}

/** The value of `Fn::GetAtt`. An attribute without a known form gets a readable placeholder: only names depend on it here. */
export const attributeOf = (resource: Named, attribute: string): string => {
  switch (attribute) {
    case 'Arn':
    case 'TopicArn':
    case 'FunctionArn':
      return arnOf(resource)
    case 'StreamArn':
      return `${arnOf(resource)}/stream/local`
    case 'QueueUrl':
      return refOf(resource)
    case 'QueueName':
    case 'Name':
    case 'KeyId':
    case 'UserPoolId':
    case 'TableName':
    case 'StateMachineName':
      return physicalName(resource)
    case 'ApiId':
      return resource.id
    case 'ApiEndpoint':
      return `https://${resource.id.toLowerCase()}.execute-api.${region}.amazonaws.com`
    case 'ProviderName':
      return `cognito-idp.${region}.amazonaws.com/${physicalName(resource)}`
    case 'ProviderURL':
      return `https://cognito-idp.${region}.amazonaws.com/${physicalName(resource)}`
    default:
      return `${physicalName(resource)}.${attribute}`
  }
}
