// The Lambda API: Invoke.
import type { Functions } from '../functions/functions.ts'
import type { Reply } from '../gateway/problems.ts'
import { AwsRefusal } from './refusal.ts'
import type { RestCall } from './scheduler-api.ts'

/** Answers `POST /2015-03-31/functions/{name}/invocations`; waits for the outcome. */
export const lambdaApi =
  (functions: Functions) =>
  async (call: RestCall): Promise<Reply | undefined> => {
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(call.path)?.[1]
    if (name === undefined) return undefined
    const functionName = decodeURIComponent(name)
    if (!functions.find(functionName))
      throw new AwsRefusal('ResourceNotFoundException', `There is no function ${functionName}.`, 404)
    const outcome = await functions.invoke(functionName, JSON.stringify(call.body))
    return {
      status: 200,
      headers: { 'content-type': 'application/json', ...(outcome.ok ? {} : { 'x-amz-function-error': 'Unhandled' }) },
      body: outcome.ok ? outcome.payload : JSON.stringify(outcome.error),
    }
  }
