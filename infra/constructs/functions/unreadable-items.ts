// A list goes on without an item that nobody can read, and says so in the log of its function: counted here, for one alarm.
import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Stage } from '../../stages.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf } from '../naming.ts'

const metricOf = (stage: Stage) => ({ metricNamespace: nameOf(stage, 'table'), metricName: 'UnreadableItems' })

/** Counts the items that a function left out of its lists, by the lines of its log. */
export const countUnreadable = (log: LogGroup, stage: Stage): MetricFilter =>
  new MetricFilter(log, 'Unreadable', {
    ...metricOf(stage),
    logGroup: log,
    filterPattern: FilterPattern.stringValue('$.message', '=', 'item-unreadable'),
    metricValue: '1',
  })

/** The alarm on all of them together. */
export class UnreadableItems extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id)
    const { metricNamespace: namespace, metricName } = metricOf(stage)
    new UserImpactAlarm(this, 'Alarm', {
      stage,
      name: 'items-unreadable',
      metric: new Metric({ namespace, metricName, statistic: Stats.SUM, period: Duration.minutes(5) }),
      userImpact: {
        nl: 'In een lijst ontbreekt iets dat er wel is, of een stemming wordt niet vanzelf geteld.',
        en: 'Something is missing from a list though it is there, or a poll is not counted by itself.',
      },
    })
  }
}
