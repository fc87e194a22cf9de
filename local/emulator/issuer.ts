// The development identity provider: signs tokens that look like Cognito access tokens of this product.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { exportJWK, type JWK, SignJWT } from 'jose'
import * as z from 'zod'
import { parseJson } from './json.ts'

const Kept = z.object({ privateKey: z.string() })

/** How long a token is valid: 30 days, so that it survives moving the clock (Cognito: at most one day). */
const validForSeconds = 30 * 24 * 3600

export type Claims = {
  readonly sub: string
  readonly ward?: string | undefined
  readonly birthDate?: string | undefined
  /** The person, whatever account they use. Derived from the account if absent; no person at all if null. */
  readonly pseudonym?: string | null | undefined
  readonly roles?: readonly string[] | undefined
  readonly scopes?: readonly string[] | undefined
}

export type Issuer = {
  /** A signed token, valid from a virtual moment (milliseconds). */
  token(claims: Claims, now: number): Promise<string>
  readonly publicKey: KeyObject
  readonly jwks: { readonly keys: readonly JWK[] }
  readonly issuer: string
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

const keptKey = (file: string | undefined): KeyObject => {
  if (!file) return newKey()
  if (existsSync(file)) return createPrivateKey(Kept.parse(parseJson(readFileSync(file, 'utf8'))).privateKey)
  const key = newKey()
  mkdirSync(dirname(file), { recursive: true })
  const kept = { privateKey: String(key.export({ type: 'pkcs8', format: 'pem' })) }
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
  return key
}

/** The scopes of a token that names none: every resident's, and the staff's for an account with a role. */
export const defaultScopes = (roles: readonly string[]): readonly string[] =>
  roles.length > 0 ? ['wijk/resident', 'wijk/staff'] : ['wijk/resident']

/** The pseudonym of a person with one account. Does not reveal the account's name, like the city's login. */
const pseudonymOf = (sub: string): string => createHash('sha256').update(`person ${sub}`).digest('base64url')

/** Opens the issuer with the key kept in a file (or with a temporary key if there is no file). */
export const openIssuer = async (options: {
  readonly file: string | undefined
  readonly issuer: string
  readonly audience: string
}): Promise<Issuer> => {
  const privateKey = keptKey(options.file)
  const publicKey = createPublicKey(privateKey)
  const jwk = { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'local' }
  return {
    publicKey,
    jwks: { keys: [jwk] },
    issuer: options.issuer,
    token: ({ sub, ward, birthDate, pseudonym = pseudonymOf(sub), roles = [], scopes }, now) => {
      const issuedAt = Math.floor(now / 1000)
      const claims = {
        token_use: 'access',
        client_id: options.audience,
        username: sub,
        scope: (scopes ?? defaultScopes(roles)).join(' '),
        ...(roles.length > 0 ? { 'cognito:groups': [...roles] } : {}),
        ...(ward === undefined ? {} : { ward }),
        ...(birthDate === undefined ? {} : { birthDate }),
        ...(pseudonym === null ? {} : { pseudonym }),
      }
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'local' })
        .setIssuer(options.issuer)
        .setSubject(sub)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + validForSeconds)
        .setJti(randomUUID())
        .sign(privateKey)
    },
  }
}
