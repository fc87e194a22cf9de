// The resource types that the emulator runs, and those that have no effect at run time on one machine.

/** Resource types that the emulator runs. */
export const supportedTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Version',
  'AWS::Pipes::Pipe',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
])

/** Types that are left out on purpose, with the reason. A prefix ends in `::` or `*`. */
export const ignoredTypes = {
  'AWS::ApiGatewayV2::Deployment': 'the routes are read directly',
  'AWS::ApiGatewayV2::DomainName': 'everything is served on the loopback interface',
  'AWS::ApiGatewayV2::VpcLink': 'no networks here',
  'AWS::ApplicationAutoScaling::*': 'nothing scales here',
  'AWS::Backup::*': 'no backups here',
  'AWS::CDK::Metadata': 'analytics',
  'AWS::CertificateManager::Certificate': 'no TLS here',
  'AWS::CloudFormation::WaitConditionHandle': 'a marker of CDK',
  'AWS::CloudFront::*': 'nothing stands before the gateway',
  'AWS::CloudTrail::*': 'audit of an account',
  'AWS::CloudWatch::*': 'no alarms here',
  'AWS::CodeDeploy::*': 'no gradual deployments',
  'AWS::Cognito::*': 'the development issuer signs the tokens',
  'AWS::Events::Archive': 'nothing is replayed',
  'AWS::IAM::*': 'rights are tested on the templates, not enforced here',
  'AWS::KMS::ReplicaKey': 'one region',
  'AWS::Lambda::LayerVersion': 'layers are not loaded',
  'AWS::Lambda::LayerVersionPermission': 'rights',
  'AWS::Lambda::Permission': 'rights are not enforced here',
  'AWS::Logs::*': 'logs go to the terminal',
  'AWS::Oam::*': 'monitoring',
  'AWS::Route53::*': 'no names here',
  'AWS::SNS::*': 'only alarms are sent there',
  'AWS::SQS::QueuePolicy': 'rights',
  'AWS::SSM::Parameter': 'names for operators, no function reads them at run time',
  'AWS::Synthetics::*': 'monitoring',
  'AWS::WAFv2::*': 'no firewall here',
  'AWS::XRay::*': 'no traces here',
  'Custom::*': 'actions of a deployment; the seed is invoked by name',
  'AWS::CloudFormation::CustomResource': 'actions of a deployment; the seed is invoked by name',
} as const

const ignoredNames = Object.keys(ignoredTypes)

/** Run, ignored, or unknown: an unknown type is an error. */
export const handlingOf = (type: string): 'played' | 'ignored' | 'unknown' => {
  if (supportedTypes.has(type)) return 'played'
  return ignoredNames.some((name) => (name.endsWith('*') ? type.startsWith(name.slice(0, -1)) : type === name))
    ? 'ignored'
    : 'unknown'
}
