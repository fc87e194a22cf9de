// The states of the language as they are written. Strict: an unsupported field is refused, never ignored.
import * as z from 'zod'

const path = z.string().nullable().optional()
const common = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONPath').optional() }
const onward = { Next: z.string().optional(), End: z.literal(true).optional() }
const io = { InputPath: path, OutputPath: path }
const shaping = { Parameters: z.unknown().optional(), ResultSelector: z.unknown().optional(), ResultPath: path }

export const Retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.number().positive().default(1),
  MaxAttempts: z.number().min(0).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.number().positive().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
})
export type Retrier = z.infer<typeof Retrier>

export const Catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  ResultPath: path,
})
export type Catcher = z.infer<typeof Catcher>

const recovery = { Retry: z.array(Retrier).default([]), Catch: z.array(Catcher).default([]) }

export const WrittenState = z.discriminatedUnion('Type', [
  z.strictObject({
    Type: z.literal('Task'),
    Resource: z.string(),
    TimeoutSeconds: z.number().positive().optional(),
    TimeoutSecondsPath: z.string().optional(),
    HeartbeatSeconds: z.number().positive().optional(),
    HeartbeatSecondsPath: z.string().optional(),
    ...common,
    ...onward,
    ...io,
    ...shaping,
    ...recovery,
  }),
  z
    .strictObject({ Type: z.literal('Pass'), Result: z.unknown().optional(), ...common, ...onward, ...io, ...shaping })
    .omit({ ResultSelector: true }),
  z.strictObject({
    Type: z.literal('Wait'),
    Seconds: z.number().min(0).optional(),
    SecondsPath: z.string().optional(),
    Timestamp: z.string().optional(),
    TimestampPath: z.string().optional(),
    ...common,
    ...onward,
    ...io,
  }),
  z.strictObject({
    Type: z.literal('Choice'),
    Choices: z.array(z.looseObject({ Next: z.string() })).min(1),
    Default: z.string().optional(),
    ...common,
    ...io,
  }),
  z.strictObject({ Type: z.literal('Succeed'), ...common, ...io }),
  z.strictObject({
    Type: z.literal('Fail'),
    Error: z.string().optional(),
    ErrorPath: z.string().optional(),
    Cause: z.string().optional(),
    CausePath: z.string().optional(),
    ...common,
  }),
  z.strictObject({
    Type: z.literal('Parallel'),
    Branches: z.array(z.unknown()).min(1),
    ...common,
    ...onward,
    ...io,
    ...shaping,
    ...recovery,
  }),
  z.strictObject({
    Type: z.literal('Map'),
    ItemProcessor: z.unknown().optional(),
    /** The old name of ItemProcessor. */
    Iterator: z.unknown().optional(),
    ItemsPath: z.string().optional(),
    ItemSelector: z.unknown().optional(),
    MaxConcurrency: z.number().min(0).default(0),
    Label: z.string().optional(),
    ...common,
    ...onward,
    ...io,
    ...shaping,
    ...recovery,
  }),
])
export type WrittenState = z.infer<typeof WrittenState>

export const WrittenMachine = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.number().positive().optional(),
  /** Distributed maps are refused: no machine here needs more than 40 branches at a time. */
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  StartAt: z.string(),
  States: z.record(z.string(), WrittenState),
})
