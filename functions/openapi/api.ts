// Serves the description of the API. It is public, the same for everyone, and every website may read it.
import document from '../../docs/openapi.json' with { type: 'json' }
import { apiOperations } from '../../shared/api/operations.ts'
import { implement, reply, serve } from '../runtime/http.ts'
import type { HttpResult } from '../runtime/http-event.ts'

/** Every address except those of the ballot box, which has a gateway and a catch-all route of its own. */
const routes = Object.entries<Readonly<Record<string, object>>>(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]) =>
    'servers' in operation ? [] : [{ method: method.toUpperCase(), path }],
  ),
)

const answer = serve(
  apiOperations,
  { getOpenApi: implement(apiOperations.getOpenApi, async () => reply(200, document)) },
  { routes },
)

const forAnyOrigin = { 'access-control-allow-origin': '*' } as const

export const start =
  () =>
  async (event: unknown, context: Parameters<typeof answer>[1]): Promise<HttpResult> => {
    const result = await answer(event, context)
    return result.statusCode < 400 ? { ...result, headers: { ...result.headers, ...forAnyOrigin } } : result
  }
