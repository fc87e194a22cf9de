// A small cloud assembly, written by hand: what CDK would make of an application with one resource of each supported kind.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const api = `
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, DescribeExecutionCommand } from '@aws-sdk/client-sfn'
import { KMSClient, EncryptCommand, DecryptCommand } from '@aws-sdk/client-kms'
import { SchedulerClient, CreateScheduleCommand } from '@aws-sdk/client-scheduler'
const table = process.env.TABLE
const dynamo = new DynamoDBClient({})
let inside = 0
let most = 0
const json = (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const routes = {
  'GET /echo/{name}': async (event) => json(200, event),
  'GET /secret': async (event) => json(200, event.requestContext.authorizer.jwt),
  'GET /staff': async () => json(200, 'staff'),
  'POST /notes': async (event) => {
    const { id, text } = JSON.parse(event.body)
    await dynamo.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'OUTBOX#' + id }, sk: { S: 'note' }, type: { S: 'note.made' }, detail: { S: JSON.stringify({ id, text }) } } }))
    return json(201, { id, at: new Date().toISOString() })
  },
  'GET /notes/{id}': async (event) => {
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key: { pk: { S: 'HEARD#' + event.pathParameters.id }, sk: { S: 'note' } } }))
    return Item ? json(200, { text: Item.text.S, heardAt: Item.heardAt.S }) : json(404, {})
  },
  'POST /closings': async (event) => {
    const { name, at, items } = JSON.parse(event.body)
    await new SchedulerClient({}).send(new CreateScheduleCommand({
      Name: name, GroupName: 'tests', ScheduleExpression: 'at(' + at.slice(0, 19) + ')', ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution', RoleArn: 'arn:aws:iam::000000000000:role/x',
        Input: JSON.stringify({ StateMachineArn: process.env.MACHINE, Name: name, Input: JSON.stringify({ name, items: items ?? ['a', 'b', 'c'] }) }) } }))
    return json(202, {})
  },
  'GET /closings/{name}': async (event) => {
    const executionArn = process.env.MACHINE.replace(':stateMachine:', ':execution:') + ':' + event.pathParameters.name
    const { status, output, error } = await new SFNClient({}).send(new DescribeExecutionCommand({ executionArn }))
    return json(200, { status, output, error })
  },
  'POST /sealed': async (event) => {
    const kms = new KMSClient({})
    const { text, context, other } = JSON.parse(event.body)
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: process.env.KEY, Plaintext: Buffer.from(text), EncryptionContext: context }))
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: other ?? context }))
    return json(200, { text: Buffer.from(Plaintext).toString() })
  },
  'POST /bytes': async (event) => ({ statusCode: 200, isBase64Encoded: true, headers: { 'content-type': 'application/octet-stream' }, cookies: ['a=1', 'b=2'], body: event.isBase64Encoded ? event.body : Buffer.from('text').toString('base64') }),
  'GET /crowd': async () => {
    inside += 1
    most = Math.max(most, inside)
    await dynamo.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'CROWD#' + inside }, sk: { S: 'one' } } }))
    inside -= 1
    return json(200, { most })
  },
  'GET /crash': async () => { setTimeout(() => { throw new Error('lost my mind') }); await new Promise(() => {}) },
  'GET /error': async () => { throw new TypeError('not my day') },
  'GET /slow': async () => { await new Promise((resolve) => setTimeout(resolve, 60000)) },
}
export const handler = (event) => routes[event.routeKey](event)
`

const listener = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
const dynamo = new DynamoDBClient({})
let failures = 0
export const handler = async (event) => {
  if (event.detail.text === 'poison') throw new Error('cannot process that')
  if (event.detail.text === 'fails once' && failures++ === 0) throw new Error('not now')
  await dynamo.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: 'HEARD#' + event.detail.id }, sk: { S: 'note' }, text: { S: event.detail.text }, heardAt: { S: new Date().toISOString() } } }))
}
`

const receiver = `
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
const dynamo = new DynamoDBClient({})
const key = (id) => ({ pk: { S: 'RECEIVED#' + id }, sk: { S: 'event' } })
export const handler = async ({ detail }) => {
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: process.env.TABLE, Key: key('repaired'), ConsistentRead: true }))
  if (detail.subject === 'polls/failing' && Item === undefined) throw new Error('cannot process that yet')
  await dynamo.send(new UpdateItemCommand({ TableName: process.env.TABLE, Key: key(detail.id), UpdateExpression: 'ADD times :one', ExpressionAttributeValues: { ':one': { N: '1' } } }))
}
`

const step = `
let tries = 0
class TooEarly extends Error { name = 'TooEarly' }
export const handler = async (event) => {
  if (event.item === 'slow') await new Promise((resolve) => setTimeout(resolve, 700))
  if (event.flaky && tries++ < 1) throw new TooEarly('wait')
  return { item: event.item ?? null, at: new Date().toISOString() }
}
`

const ticker = `
export const handler = async () => { console.log('tick ' + new Date().toISOString()) }
`

const machine = (arn: string) => ({
  StartAt: 'WaitItOut',
  States: {
    WaitItOut: { Type: 'Wait', Seconds: 75, Next: 'First' },
    First: {
      Type: 'Task',
      Resource: arn,
      Parameters: { flaky: true, 'item.$': '$.name' },
      ResultPath: '$.first',
      Retry: [{ ErrorEquals: ['TooEarly'], IntervalSeconds: 60, MaxAttempts: 3, BackoffRate: 1 }],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 2,
      ItemSelector: { 'item.$': '$$.Map.Item.Value' },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'One',
        States: {
          One: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: arn, 'Payload.$': '$' },
            OutputPath: '$.Payload.item',
            End: true,
          },
        },
      },
      ResultPath: '$.each',
      End: true,
    },
  },
})

/** A variable in the notation of Fn::Sub. */
const variable = (name: string) => `$\{${name}}`

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

const lambda = (id: string, environment: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: `tests-${id.toLowerCase()}`,
    Code: { S3Bucket: { 'Fn::Sub': `assets-${variable('AWS::AccountId')}` }, S3Key: `${id}.zip` },
    Handler: 'index.handler',
    Timeout: 5,
    Environment: { Variables: environment },
  },
})

const route = (routeKey: string, scopes?: readonly string[]) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: routeKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    ...(scopes ? { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' }, AuthorizationScopes: scopes } : {}),
  },
})

const openRoutes = [
  'GET /echo/{name}',
  'GET /crowd',
  'POST /notes',
  'GET /notes/{id}',
  'POST /closings',
  'GET /closings/{name}',
  'POST /sealed',
  'POST /bytes',
  'GET /crash',
  'GET /error',
  'GET /slow',
]

const dataResources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'tests-main',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
  Key: { Type: 'AWS::KMS::Key', Properties: {} },
}

const workflowResources = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'tests-events' } },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tests-dead' } },
  Undelivered: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tests-receiver-undelivered' } },
  Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'tests' } },
  Pipe: {
    Type: 'AWS::Pipes::Pipe',
    Properties: {
      Name: 'tests-relay',
      Source: { 'Fn::ImportValue': 'tests-stream' },
      SourceParameters: {
        DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON' },
        FilterCriteria: {
          Filters: [
            {
              Pattern: JSON.stringify({
                eventName: ['INSERT'],
                dynamodb: { Keys: { pk: { S: [{ prefix: 'OUTBOX#' }] } } },
              }),
            },
          ],
        },
      },
      Target: arnOf('Bus'),
      TargetParameters: {
        InputTemplate: '<$.dynamodb.NewImage.detail.S>',
        EventBridgeEventBusParameters: { Source: 'tests', DetailType: '$.dynamodb.NewImage.type.S' },
      },
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['tests'], 'detail-type': [{ prefix: 'note.' }] },
      Targets: [{ Id: 'T', Arn: arnOf('Listener'), DeadLetterConfig: { Arn: arnOf('Dead') } }],
    },
  },
  ToldRule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { detail: { specversion: ['1.0'] } },
      Targets: [{ Id: 'T', Arn: arnOf('Receiver'), DeadLetterConfig: { Arn: arnOf('Undelivered') } }],
    },
  },
  ReceiverRetries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Receiver' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 3_600,
      DestinationConfig: { OnFailure: { Destination: arnOf('Undelivered') } },
    },
  },
  Sweeper: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Name: 'sweeper',
      ScheduleExpression: 'rate(5 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arnOf('Ticker'), RoleArn: 'arn:aws:iam::000000000000:role/x', Input: '{}' },
    },
  },
}

const apiResources = {
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['https://site.example'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization'],
        MaxAge: 60,
      },
    },
  },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'v1', AutoDeploy: true } },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf('Front'),
      PayloadFormatVersion: '2.0',
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['tests'] },
    },
  },
  Secret: route('GET /secret', ['wijk/resident']),
  Staff: route('GET /staff', ['wijk/staff']),
  ...Object.fromEntries(openRoutes.map((routeKey, index) => [`Route${index}`, route(routeKey)])),
  Role: { Type: 'AWS::IAM::Role', Properties: {} },
}

/** Writes the assembly into a temporary directory. The caller must call `remove` at the end. */
export const writeAssembly = (): { readonly directory: string; readonly remove: () => void } => {
  const directory = mkdtempSync(join(tmpdir(), 'local-assembly-'))
  const files: Record<string, unknown> = {}
  for (const [id, contents] of Object.entries({
    Front: api,
    Listener: listener,
    Receiver: receiver,
    Step: step,
    Ticker: ticker,
  })) {
    mkdirSync(join(directory, `asset.${id}`))
    buildSync({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(directory, `asset.${id}`, 'index.mjs'),
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'error',
    })
    files[id] = {
      source: { path: `asset.${id}`, packaging: 'zip' },
      destinations: { here: { objectKey: `${id}.zip` } },
    }
  }
  const stacks = {
    'tests-data': {
      Resources: dataResources,
      Outputs: {
        Stream: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, Export: { Name: 'tests-stream' } },
        Key: { Value: { Ref: 'Key' }, Export: { Name: 'tests-key' } },
      },
    },
    'tests-application': {
      Resources: {
        ...apiResources,
        ...workflowResources,
        Front: lambda('Front', {
          TABLE: 'tests-main',
          MACHINE: { Ref: 'Machine' },
          KEY: { 'Fn::ImportValue': 'tests-key' },
        }),
        Listener: lambda('Listener', { TABLE: 'tests-main' }),
        Receiver: lambda('Receiver', { TABLE: 'tests-main' }),
        Step: lambda('Step'),
        Ticker: lambda('Ticker'),
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineName: 'tests-close',
            DefinitionString: { 'Fn::Sub': [JSON.stringify(machine(variable('Step'))), { Step: arnOf('Step') }] },
          },
        },
      },
    },
  }
  const artifacts: Record<string, unknown> = {}
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(template))
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } }
  }
  writeFileSync(join(directory, 'tests.assets.json'), JSON.stringify({ files }))
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts }))
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
