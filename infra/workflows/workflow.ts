// A workflow: a state machine, the functions behind its steps, and what people cannot do when it fails. Role, log, alarm and
// drawing follow from it.
import type { Bilingual } from '../../shared/kernel/refusals.ts'
import type { Unit } from '../units/unit.ts'

/** The functions behind the steps of a workflow, by the step's name. */
export type StepUnits = { readonly [step: string]: Unit }

/** The state of a step, in Amazon States Language: its function, timeout, parameters and retries. */
export type StateOf<Name extends string> = (name: Name, parameters: { readonly [name: string]: string }) => object

/**
 * The state of a step that waits for its token, or for the number of seconds in its input (`$.seconds`). Then it fails with
 * `States.Timeout`, which is not retried.
 */
export type WaitingStateOf<Name extends string> = StateOf<Name>

export type Workflow = {
  /** Kebab case; the state machine is named `wijk-<stage>-<name>`. */
  readonly name: string
  /** The context of its steps: the machine is in the same stack. */
  readonly context: Unit['context']
  readonly steps: StepUnits
  /** The machine in Amazon States Language (JSONPath), with the given ARN for the function of each step. */
  readonly define: (arnOf: (step: string) => string) => object
  readonly userImpact: Bilingual
}

const retries = [
  // The function found the thing's own dates still ahead: the schedule ran too early.
  { ErrorEquals: ['TooEarlyError'], IntervalSeconds: 60, MaxAttempts: 10, BackoffRate: 1 },
  {
    ErrorEquals: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
    ],
    IntervalSeconds: 2,
    MaxAttempts: 8,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
  // Any other error: a throttled table, a function that ran out of time.
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 5,
    MaxAttempts: 5,
    BackoffRate: 3,
    MaxDelaySeconds: 120,
    JitterStrategy: 'FULL',
  },
] as const

/** The margin of a step beyond its function's own timeout. */
const marginSeconds = 10

const contextOf = (name: string, steps: StepUnits): Unit['context'] => {
  const [context, ...others] = new Set(Object.values(steps).map((unit) => unit.context))
  if (context === undefined || others.length > 0) throw new TypeError(`The steps of ${name} must all be in one context`)
  return context
}

/** Declares a workflow; its definition can name only its own steps. */
export const workflow = <const Steps extends { readonly [Step in keyof Steps]: Unit }>({
  definition,
  ...declared
}: Omit<Workflow, 'context' | 'define' | 'steps'> & {
  readonly steps: Steps
  readonly definition: (state: StateOf<keyof Steps & string>, waiting: WaitingStateOf<keyof Steps & string>) => object
}): Workflow => ({
  ...declared,
  context: contextOf(declared.name, declared.steps),
  define: (arnOf) =>
    definition(
      (name, parameters) => {
        const unit: Unit = declared.steps[name]
        return {
          Type: 'Task',
          Resource: arnOf(name),
          TimeoutSeconds: unit.timeoutSeconds + marginSeconds,
          Parameters: parameters,
          Retry: retries,
        }
      },
      (name, parameters) => ({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        TimeoutSecondsPath: '$.seconds',
        Parameters: { FunctionName: arnOf(name), Payload: { ...parameters, 'token.$': '$$.Task.Token' } },
        Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 0 }, ...retries],
      }),
    ),
})
