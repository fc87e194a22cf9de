// An alarm says what people lose. Its text does not compile away: no sentence, no construct.
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Bilingual } from '../../../shared/kernel/refusals.ts'
import type { Stage } from '../../stages.ts'
import { nameOf } from '../naming.ts'

type Props = {
  readonly stage: Stage
  readonly name: string
  readonly metric: IMetric
  readonly userImpact: Bilingual
  /** For a metric that never stops while all is well: the alarm goes off when it does. */
  readonly isPulse?: boolean
}

/** Goes off as soon as the metric is one or more; for a pulse, as soon as it is not. Its runbook: `docs/runbooks/README.md`. */
export class UserImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { stage, name, metric, userImpact, isPulse = false }: Props) {
    super(scope, id, {
      metric,
      alarmName: nameOf(stage, name),
      alarmDescription: `${userImpact.en}\n${userImpact.nl}`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: isPulse
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: isPulse ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    const { alarmTopicArn } = stage.configuration
    if (alarmTopicArn !== undefined) this.addAlarmAction({ bind: () => ({ alarmActionArn: alarmTopicArn }) })
  }
}
