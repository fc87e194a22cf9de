// A list continues without an item that cannot be read, and its function logs that. Counts those lines, for one alarm.
import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Stage } from '../../stages.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf } from '../naming.ts'

const metricOf = (stage: Stage) => ({ metricNamespace: nameOf(stage, 'table'), metricName: 'UnreadableItems' })

/** Counts the items that a function left out of its lists, from the lines of its log. */
export const countUnreadable = (log: LogGroup, stage: Stage): MetricFilter =>
  new MetricFilter(log, 'Unreadable', {
    ...metricOf(stage),
    logGroup: log,
    filterPattern: FilterPattern.stringValue('$.message', '=', 'item-unreadable'),
    metricValue: '1',
  })

/** One alarm for all functions together. */
export class UnreadableItems extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id)
    const { metricNamespace: namespace, metricName } = metricOf(stage)
    new UserImpactAlarm(this, 'Alarm', {
      stage,
      name: 'items-unreadable',
      metric: new Metric({ namespace, metricName, statistic: Stats.SUM, period: Duration.minutes(5) }),
      failing: {
        nl: 'Een functie slaat een gegeven over dat zij niet kan lezen.',
        en: 'A function skips an item that it cannot read.',
      },
      userImpact: {
        nl: 'In een lijst ontbreekt iets dat er wel is, of een stemming wordt niet automatisch geteld.',
        en: 'Something that exists is missing from a list, or a poll is not counted automatically.',
      },
    })
  }
}
