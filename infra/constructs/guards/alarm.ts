// An alarm says what is failing, then whom it hurts. Both are required, so an alarm without them does not compile.
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Bilingual } from '../../../shared/kernel/refusals.ts'
import type { Stage } from '../../stages.ts'
import { nameOf } from '../naming.ts'

type Props = {
  readonly stage: Stage
  readonly name: string
  readonly metric: IMetric
  /** What is failing, in a sentence. */
  readonly failing: Bilingual
  /** What people cannot do meanwhile, in a sentence. */
  readonly userImpact: Bilingual
  /** For a metric that is always above zero while all is well: the alarm goes off when it stops. */
  readonly isPulse?: boolean
}

/** Goes off when the metric is one or more; a pulse alarm, when it is less. Its runbook: `docs/runbooks/README.md`. */
export class UserImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { stage, name, metric, failing, userImpact, isPulse = false }: Props) {
    super(scope, id, {
      metric,
      alarmName: nameOf(stage, name),
      alarmDescription: `${failing.en} ${userImpact.en}\n${failing.nl} ${userImpact.nl}`,
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
