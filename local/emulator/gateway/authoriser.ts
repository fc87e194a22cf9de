// The JWT authoriser of HTTP APIs: signature, issuer, audience, validity by the virtual clock, scopes.
import type { KeyObject } from 'node:crypto'
import { verify } from 'node:crypto'
import { isObject, type JsonObject, parseJson } from '../json.ts'
import type { Authorisation } from './apis.ts'

/** Claims as the functions get them: all as text, lists as `[a b]`. */
export type Authorised = {
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: readonly string[] | null
}

export type Verdict =
  | { readonly ok: true; readonly authorised: Authorised }
  | { readonly ok: false; readonly code: 'unauthorized' | 'forbidden' }

export type Authoriser = (authorisation: Authorisation, header: string | undefined, now: number) => Verdict

type Verified = {
  readonly payload: JsonObject
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: readonly string[]
}

const cacheSize = 2_000

const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

const decodePart = (part: string): unknown => {
  try {
    return parseJson(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const verifySignature = (token: string, key: KeyObject): Verified | undefined => {
  const [head, body, signature, ...rest] = token.split('.')
  if (!head || !body || !signature || rest.length > 0) return undefined
  const header = decodePart(head)
  if (!isObject(header) || header.alg !== 'RS256') return undefined
  const isGenuine = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
  const payload = isGenuine ? decodePart(body) : undefined
  if (!isObject(payload)) return undefined
  const scope = payload.scope ?? payload.scp
  return {
    payload,
    claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)])),
    scopes: typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope.map(String) : [],
  }
}

const isValid = ({ payload }: Verified, { issuer, audiences }: Authorisation, now: number): boolean => {
  const seconds = now / 1000
  if (payload.iss !== issuer) return false
  if (typeof payload.exp !== 'number' || payload.exp <= seconds) return false
  if (typeof payload.nbf === 'number' && payload.nbf > seconds) return false
  // Cognito's access tokens carry `client_id` instead of `aud`.
  const claimed = payload.aud ?? payload.client_id
  return (Array.isArray(claimed) ? claimed : [claimed]).some((audience) => audiences.includes(String(audience)))
}

/** An authoriser that trusts one key and caches the tokens whose signature it has checked. */
export const jwtAuthoriser = (key: KeyObject): Authoriser => {
  const seen = new Map<string, Verified>()
  const verified = (token: string): Verified | undefined => {
    const known = seen.get(token)
    const result = known ?? verifySignature(token, key)
    if (!result) return undefined
    // Removes the least recently used first: a Map keeps the order of insertion.
    if (known) seen.delete(token)
    seen.set(token, result)
    if (seen.size > cacheSize) {
      const [oldest] = seen.keys()
      if (oldest !== undefined) seen.delete(oldest)
    }
    return result
  }
  return (authorisation, header, now) => {
    const token = /^(?:Bearer\s+)?(\S+)$/i.exec(header ?? '')?.[1]
    const result = token === undefined ? undefined : verified(token)
    if (!result || !isValid(result, authorisation, now)) return { ok: false, code: 'unauthorized' }
    const { scopes } = authorisation
    if (scopes.length > 0 && !scopes.some((scope) => result.scopes.includes(scope)))
      return { ok: false, code: 'forbidden' }
    return { ok: true, authorised: { claims: result.claims, scopes: scopes.length > 0 ? result.scopes : null } }
  }
}
