// What protects the ballots outside of roles (policies of tables, buckets and keys, and the relay) has no drift detection:
// so every change of it is kept in a queue until somebody has looked, and an alarm says so.
import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { Stage } from '../../stages.ts'
import { DeadLetterQueue } from '../events/dead-letter-queue.ts'
import { nameOf } from '../naming.ts'

/** API calls by which a protection is changed or ends. CloudTrail tells them as management events. */
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

/** Hears of them only where the account has a trail of its management events. */
export class ChangeGuard extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id)
    const changes = new DeadLetterQueue(this, 'Changes', {
      stage,
      name: 'protection',
      holds: 'changes',
      userImpact: {
        nl: 'Wie bij de stemmen kan, of wat er met gepubliceerde uitslagen kan, is misschien veranderd.',
        en: 'Who can reach the ballots, or what can happen to published results, may have changed.',
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
