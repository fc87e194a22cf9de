// The EventBridge Scheduler API (REST).
import { isObject } from '../json.ts'
import { ScheduleDefinition } from '../scheduling/schedule-definition.ts'
import { type KeptSchedule, type Schedules, scheduleArn } from '../scheduling/schedules.ts'
import { operation } from './input.ts'
import { AwsRefusal } from './refusal.ts'

export type RestCall = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

const described = ({ definition, createdAt, changedAt }: KeptSchedule) => ({
  ...definition,
  Arn: scheduleArn(definition.GroupName, definition.Name),
  CreationDate: createdAt / 1000,
  LastModificationDate: changedAt / 1000,
})

const listed = (schedules: Schedules, query: URLSearchParams) => {
  const group = query.get('ScheduleGroup')
  const prefix = query.get('NamePrefix') ?? ''
  const all = schedules
    .list()
    .filter(({ definition }) => (!group || definition.GroupName === group) && definition.Name.startsWith(prefix))
  const from = Number(query.get('NextToken') ?? 0)
  const to = from + Number(query.get('MaxResults') ?? 100)
  return {
    Schedules: all.slice(from, to).map((schedule) => {
      const { Name, GroupName, State, Arn, CreationDate, LastModificationDate, Target } = described(schedule)
      return { Name, GroupName, State, Arn, CreationDate, LastModificationDate, Target: { Arn: Target.Arn } }
    }),
    ...(to < all.length ? { NextToken: String(to) } : {}),
  }
}

/** The operation of a method on one schedule, by name. */
const single = (schedules: Schedules, name: string, call: RestCall): unknown => {
  const group = call.query.get('groupName') ?? 'default'
  const named = { ...(isObject(call.body) ? call.body : {}), Name: name }
  switch (call.method) {
    case 'POST':
      return operation(ScheduleDefinition, (definition) => ({ ScheduleArn: schedules.create(definition) }))(named)
    case 'PUT':
      return operation(ScheduleDefinition, (definition) => ({ ScheduleArn: schedules.update(definition) }))(named)
    case 'DELETE':
      schedules.remove(group, name)
      return {}
    case 'GET':
      return described(schedules.get(group, name))
    default:
      throw new AwsRefusal('UnknownOperationException', `${call.method} ${call.path}`, 404)
  }
}

const ofGroup = (schedules: Schedules, name: string, method: string): unknown => {
  if (method === 'POST') return { ScheduleGroupArn: schedules.createGroup(name) }
  if (!schedules.groups.includes(name)) throw new AwsRefusal('ResourceNotFoundException', `No group ${name}.`, 404)
  if (method === 'DELETE') {
    schedules.removeGroup(name)
    return {}
  }
  return { Name: name, State: 'ACTIVE' }
}

/** Answers a call to `/schedules…` or `/schedule-groups…`; `undefined` for other paths. */
export const schedulerApi =
  (schedules: Schedules) =>
  (call: RestCall): unknown => {
    const [, collection, name] = call.path.split('/').map(decodeURIComponent)
    if (collection === 'schedules') return name ? single(schedules, name, call) : listed(schedules, call.query)
    if (collection === 'schedule-groups')
      return name
        ? ofGroup(schedules, name, call.method)
        : { ScheduleGroups: schedules.groups.map((Name) => ({ Name, State: 'ACTIVE' })) }
    return undefined
  }
