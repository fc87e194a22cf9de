// The protections of ballots outside roles (policies of tables, buckets and keys, and the relay) have no drift detection. So
// every change to them is kept in a queue until an operator has looked at it, with an alarm.
import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { Stage } from '../../stages.ts'
import { DeadLetterQueue } from '../events/dead-letter-queue.ts'
import { nameOf } from '../naming.ts'

/** API calls that change or remove a protection. CloudTrail records them as management events. */
export const guardedCalls = [
  'DeleteBucketPolicy',
  'DeletePipe',
  'DeleteResourcePolicy',
  'DisableKey',
  'PutBucketPolicy',
  'PutKeyPolicy',
  'PutObjectLockConfiguration',
  'PutResourcePolicy',
  'ScheduleKeyDeletion',
  'StopPipe',
  'UpdatePipe',
] as const

/** Works only if the account has a CloudTrail trail of its management events. */
export class ChangeGuard extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id)
    const changes = new DeadLetterQueue(this, 'Changes', {
      stage,
      name: 'protection',
      holds: 'changes',
      userImpact: {
        nl: 'Een beveiliging van de stemmen of de uitslagen is veranderd: misschien kan iemand er nu bij.',
        en: 'A protection of ballots or results was changed: somebody may be able to reach them now.',
      },
    })
    new Rule(this, 'Rule', {
      ruleName: nameOf(stage, 'protection'),
      eventPattern: {
        source: ['aws.dynamodb', 'aws.kms', 'aws.pipes', 'aws.s3'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventName: [...guardedCalls] },
      },
      targets: [new SqsQueue(changes, { deadLetterQueue: changes, maxEventAge: Duration.hours(6), retryAttempts: 20 })],
    })
  }
}
