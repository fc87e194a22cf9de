// A schedule of EventBridge Scheduler, as the API takes it and the templates declare it.
import * as z from 'zod'

export const ScheduleTarget = z.object({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: z.coerce.number().default(185),
      MaximumEventAgeInSeconds: z.coerce.number().default(86_400),
    })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
  EventBridgeParameters: z.object({ DetailType: z.string(), Source: z.string() }).optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().optional() }).optional(),
})

export const ScheduleDefinition = z.object({
  Name: z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/),
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.coerce.number().optional(),
  }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Description: z.string().optional(),
  StartDate: z.union([z.string(), z.number()]).optional(),
  EndDate: z.union([z.string(), z.number()]).optional(),
  Target: ScheduleTarget,
})
export type ScheduleDefinition = z.infer<typeof ScheduleDefinition>
