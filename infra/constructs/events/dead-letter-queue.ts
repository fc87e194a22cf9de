// Keeps undeliverable messages until somebody handles them: encrypted, fourteen days, with an alarm.
import { Duration } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { Bilingual } from '../../../shared/kernel/refusals.ts'
import { acknowledge } from '../../acknowledgements.ts'
import type { Stage } from '../../stages.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf } from '../naming.ts'

type Props = {
  readonly stage: Stage
  readonly name: string
  readonly userImpact: Bilingual
  /** The kind of messages; the end of its name. */
  readonly holds?: 'undelivered' | 'changes'
}

export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { stage, name, userImpact, holds = 'undelivered' }: Props) {
    super(scope, id, {
      queueName: nameOf(stage, `${name}-${holds}`),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    acknowledge(this, 'isDeadLetterQueue')
    new UserImpactAlarm(this, 'Alarm', {
      stage,
      name: `${name}-${holds}`,
      metric: this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
      failing: {
        nl: `Er staan berichten in de wachtrij ${name}-${holds}.`,
        en: `There are messages in the queue ${name}-${holds}.`,
      },
      userImpact,
    })
  }
}
