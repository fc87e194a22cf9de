// A waiting step stores its token in the table, where the consumer of the answer finds it.
import * as z from 'zod'
import { keepWait } from '../../../../shared/agreements/watch-store.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { openTable } from '../../../../shared/table/table.ts'
import { task } from '../../../runtime/task.ts'
import type { ReviewStep } from '../steps.ts'

/** The handler of a step that waits for the answer of `subjectOf`. */
export const keepingToken = <Input extends z.infer<typeof ReviewStep>>(
  name: string,
  input: z.ZodType<Input>,
  subjectOf: (input: Input) => string,
) => {
  return (environment: Environment) => {
    const table = openTable(environment)
    return task({
      name,
      input: z.object({ token: z.string().min(1).max(2_048) }).and(input),
      output: z.object({}),
      facts: () => ({}),
      run: async (step, now) => {
        const { agreementId, reviewId, token } = step
        await keepWait(table, agreementId, { reviewId, subject: subjectOf(step), token, since: now })
        return {}
      },
    })
  }
}
