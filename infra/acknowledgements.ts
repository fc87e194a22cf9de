// Every exception to the cdk-nag packs, with its reason. A finding without an exception here fails the synth.
import { Aws, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

type Exception = { readonly rules: readonly string[]; readonly reason: string }

export const exceptions = {
  ballotBoxHasNoHistory: {
    rules: ['AwsSolutions-DDB3'],
    reason:
      'Point-in-time recovery would hold the state of the ballot box at any second of 35 days, and with it the order in which ballots came (docs/adr, secrecy of the ballot).',
  },
  ballotPathIsNotLogged: {
    rules: ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging'],
    reason:
      'An access log of the ballot path would time each ballot. HTTP APIs log by stage and not by route, so the ballot path is an API of its own without a log.',
  },
  publicOperation: {
    rules: ['AwsSolutions-APIG4'],
    reason:
      'The operation is declared public: nothing private can be in its answer. For casting a ballot, the permit is the right to vote, and a token would name the voter.',
  },
  votingIsNotTraced: {
    rules: ['Serverless-LambdaTracing'],
    reason: 'Traces of voting would time permits and ballots to the millisecond, by which they could be joined.',
  },
  countIsNotTraced: {
    rules: ['AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'],
    reason:
      'Traces of the count have no use that its execution history does not have, and voting has no traces at all.',
  },
  countLogsFaultsOnly: {
    rules: ['AwsSolutions-SF1'],
    reason: 'Each step is in the execution history; the log holds what went wrong, without the data of the execution.',
  },
  answersItsCaller: {
    rules: ['Serverless-LambdaDLQ'],
    reason:
      'The function is invoked synchronously: a fault is the caller’s to see and to retry, there is no event to keep.',
  },
  failuresHaveADestination: {
    rules: ['Serverless-LambdaDLQ'],
    reason:
      'What fails for good goes to the on-failure destination with its error; a dead-letter queue of the function would hold the same event a second time.',
  },
  isDeadLetterQueue: {
    rules: ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'],
    reason: 'The queue is itself the place for what could not be delivered; an alarm says when it is not empty.',
  },
  tracesHaveNoResource: {
    rules: ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'],
    reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources; the statement names only these two.',
  },
  logDeliveryHasNoResource: {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    reason:
      'The log delivery actions that a state machine needs know no resources (Step Functions, Logging using CloudWatch Logs).',
  },
  oneTimeSchedules: {
    rules: ['AwsSolutions-IAM5', 'Serverless-LambdaStarPermissions'],
    reason:
      'Schedules are made at run time, one for each poll: the role reaches those named close-… in the group of this stage.',
  },
  publishedObjects: {
    rules: ['AwsSolutions-IAM5', 'Serverless-LambdaStarPermissions'],
    reason:
      'The objects are named after polls that do not exist yet: the role reaches the counted ballots of any poll.',
  },
  documentObjects: {
    rules: ['AwsSolutions-IAM5', 'Serverless-LambdaStarPermissions'],
    reason: 'The objects are named after documents that do not exist yet: the role reaches the files of any document.',
  },
  poolObjects: {
    rules: ['AwsSolutions-IAM5', 'Serverless-LambdaStarPermissions'],
    reason: 'The objects are named after lotteries that do not exist yet: the role reaches the pool of any lottery.',
  },
  registerObjects: {
    rules: ['AwsSolutions-IAM5', 'Serverless-LambdaStarPermissions'],
    reason:
      'Files and rolls are named after elections that do not exist yet: each role reaches one kind of them, of any election.',
  },
  registerHasNoAccessLog: {
    rules: ['AwsSolutions-S1'],
    reason:
      'An access log of the register would name the part of a roll that somebody stands in, each time they vote on paper or look themself up.',
  },
  publicationHasNoAccessLog: {
    rules: ['AwsSolutions-S1'],
    reason:
      'Only our own functions read the bucket, what is in it is public once it is there, and in production it can be neither changed nor deleted by anybody until its lock ends.',
  },
  cityGuardsTheSignIn: {
    rules: ['AwsSolutions-COG3', 'AwsSolutions-COG8'],
    reason:
      'Threat protection of the user pool keeps address and device of every sign-in. Residents sign in with the city, which guards its own login; accounts of the pool need a second factor.',
  },
} as const satisfies { readonly [name: string]: Exception }

type ExceptionName = keyof typeof exceptions

/** cdk-nag writes names that only CloudFormation resolves as `<AWS::AccountId>`. */
const asNagWrites = (finding: string): string =>
  finding.replaceAll(Aws.PARTITION, '<AWS::Partition>').replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>')

/** Acknowledges an exception for a construct and its children; `finding` completes rules that report several. */
export const acknowledge = (construct: IConstruct, name: ExceptionName, finding = ''): void => {
  const { rules, reason }: Exception = exceptions[name]
  for (const rule of rules) {
    const id = rule === 'AwsSolutions-IAM5' ? `${rule}${asNagWrites(finding)}` : rule
    Validations.of(construct).acknowledge({ id, reason })
  }
}
