// Who may cache an answer, and how a client checks whether its copy is still valid (RFC 9110, 13.1.2; RFC 9111).
import type { Cached, Operation } from '../../shared/api/operation.ts'
import { sha256 } from '../../shared/kernel/digest.ts'
import type { HttpEvent, HttpResult } from './http-event.ts'
import { entityTag } from './request.ts'

const directives = {
  checked: 'public, no-cache',
  short: 'public, max-age=300',
  immutable: 'public, max-age=31536000, immutable',
} as const satisfies { readonly [Kind in Cached]: string }

/** The cache headers of a success. A personal answer may not be stored by others, nor on the caller's own disk. */
const directiveOf = ({ access }: Operation, cached: Cached | undefined): string => {
  if (access.kind !== 'public') return 'private, no-store'
  return cached === undefined ? 'no-store' : directives[cached]
}

/** A tag in the form of a version, computed from the bytes of the answer: 48 bits of its digest. */
const tagOf = (body: string | undefined): string => entityTag(Number.parseInt(sha256(body ?? '').slice(0, 12), 16))

/** Whether a client has this answer: its tag is among those it sent, weak or not. */
const isKnown = (named: string | undefined, tag: string): boolean =>
  (named ?? '').split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)

const ofTheBody = new Set(['content-type', 'content-language', 'content-digest', 'content-disposition'])

/**
 * A success with its cache headers. Only a cacheable answer gets 304: for others, the version of a thing does not cover all
 * that is shown (a phase changes with time, supporters change without a new version).
 */
export const forCaches = (
  operation: Operation,
  cached: Cached | undefined,
  event: HttpEvent,
  result: HttpResult,
): HttpResult => {
  const headers = { ...result.headers, 'cache-control': directiveOf(operation, cached) }
  if (operation.access.kind !== 'public' || operation.method !== 'GET' || cached === undefined)
    return { ...result, headers }
  const etag = result.headers.etag ?? tagOf(result.body)
  if (!isKnown(event.headers['if-none-match'], etag)) return { ...result, headers: { ...headers, etag } }
  const kept = Object.entries(headers).filter(([name]) => !ofTheBody.has(name))
  return { statusCode: 304, headers: { ...Object.fromEntries(kept), etag } }
}
