// What no route takes: an address that is not there, or a method that the address does not know. API Gateway itself would say
// 404 to both; its catch-all route passes them to us.
import { languageOf } from '../../shared/api/problem.ts'
import { basePath } from '../../shared/api/version.ts'
import type { HttpEvent, HttpResult } from './http-event.ts'
import { commonProblem, fail } from './respond.ts'

/** A method at a path, parameters in braces. */
export type Route = { readonly method: string; readonly path: string }

/** `/wards/{wardCode}` takes any one step there, and no empty one. */
const takes = (path: string, given: string): boolean => {
  const [steps, asked] = [path.split('/'), given.split('/')]
  return (
    steps.length === asked.length &&
    steps.every((step, index) => (step.startsWith('{') ? asked[index] !== '' : step === asked[index]))
  )
}

/** The methods of an address. HEAD goes where GET does. */
const methodsAt = (routes: readonly Route[], path: string): readonly string[] => {
  const methods = new Set(routes.filter((route) => takes(route.path, path)).map(({ method }) => method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods].sort()
}

/** 405 with `Allow` where the address takes other methods, and 404 where it is not there. */
export const noRoute = (event: HttpEvent, routes: readonly Route[]): HttpResult => {
  const language = languageOf(event.headers['accept-language'])
  const methods = methodsAt(routes, event.rawPath.replace(new RegExp(`^${basePath}(?=/)`), ''))
  const method = event.requestContext.http?.method ?? ''
  return methods.length === 0 || methods.includes(method)
    ? fail(commonProblem('route-not-found', language), language)
    : fail(commonProblem('method-not-allowed', language), language, { allow: methods.join(', ') })
}
