// An alarm says what people lose. Its text does not compile away: no sentence, no construct.
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Bilingual } from '../../shared/kernel/refusals.ts'
import type { Stage } from '../stages.ts'
import { nameOf } from './naming.ts'

type Props = { readonly stage: Stage; readonly name: string; readonly metric: IMetric; readonly userImpact: Bilingual }

/** Goes off as soon as the metric is one or more. */
export class UserImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { stage, name, metric, userImpact }: Props) {
    super(scope, id, {
      metric,
      alarmName: nameOf(stage, name),
      alarmDescription: `${userImpact.en}\n${userImpact.nl}`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    const { alarmTopicArn } = stage.configuration
    if (alarmTopicArn !== undefined) this.addAlarmAction({ bind: () => ({ alarmActionArn: alarmTopicArn }) })
  }
}
