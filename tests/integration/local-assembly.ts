// A small cloud assembly, written by hand: what CDK would make of an application with one resource of each supported kind.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { api, listener, receiver, step, ticker } from './local-assembly-code.ts'

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
