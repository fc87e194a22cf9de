// Requests without a route: an address that does not exist, or a method that the address does not allow. API Gateway itself
// would answer 404 to both; its catch-all route passes them to us.
import { languageOf } from '../../shared/api/problem.ts'
import { basePath } from '../../shared/api/version.ts'
import type { HttpEvent, HttpResult } from './http-event.ts'
import { commonProblem, fail } from './respond.ts'

/** A method at a path, parameters in braces. */
export type Route = { readonly method: string; readonly path: string }

/** Whether a path matches: `{wardCode}` matches any segment that is not empty. */
const takes = (path: string, given: string): boolean => {
  const [steps, asked] = [path.split('/'), given.split('/')]
  return (
    steps.length === asked.length &&
    steps.every((step, index) => (step.startsWith('{') ? asked[index] !== '' : step === asked[index]))
  )
}

/** The methods of an address. HEAD goes with GET. */
const methodsAt = (routes: readonly Route[], path: string): readonly string[] => {
  const methods = new Set(routes.filter((route) => takes(route.path, path)).map(({ method }) => method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods].sort()
}

/** 405 with `Allow` if the address has other methods, otherwise 404. */
export const noRoute = (event: HttpEvent, routes: readonly Route[]): HttpResult => {
  const language = languageOf(event.headers['accept-language'])
  const methods = methodsAt(routes, event.rawPath.replace(new RegExp(`^${basePath}(?=/)`), ''))
  const method = event.requestContext.http?.method ?? ''
  return methods.length === 0 || methods.includes(method)
    ? fail(commonProblem('route-not-found', language), language)
    : fail(commonProblem('method-not-allowed', language), language, { allow: methods.join(', ') })
}
