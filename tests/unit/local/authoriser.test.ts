import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { jwtAuthoriser } from '../../../local/emulator/gateway/authoriser.ts'
import { openIssuer } from '../../../local/emulator/issuer.ts'

const now = Date.parse('2026-03-18T07:30:00Z')
const day = 86_400_000
const authorisation = { issuer: 'https://issuer.example', audiences: ['client'], scopes: ['wijk/resident'] }
const issuer = await openIssuer({ file: undefined, issuer: authorisation.issuer, audience: 'client' })
const authorise = jwtAuthoriser(issuer.publicKey)
const token = (more: { readonly roles?: readonly string[]; readonly scopes?: readonly string[] } = {}) =>
  issuer.token({ sub: 'someone', ward: 'heijplaat', birthDate: '2000-02-29', ...more }, now)
const bearer = async (more = {}) => `Bearer ${await token(more)}`
const refused = { ok: false, code: 'unauthorized' }

describe('the JWT authoriser', () => {
  it.each([undefined, '', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic dXNlcjpwYXNz'])(
    'the JWT authoriser refuses %s',
    (header) => {
      expect(authorise(authorisation, header, now)).toEqual(refused)
    },
  )

  it('the JWT authoriser refuses a token whose claims or signature were changed', async () => {
    const [head, body, signature] = (await token()).split('.')
    const claims = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body ?? '', 'base64url').toString()), ward: 'other' }),
    ).toString('base64url')
    expect(authorise(authorisation, `Bearer ${head}.${claims}.${signature}`, now)).toEqual(refused)
    expect(authorise(authorisation, `Bearer ${head}.${body}.${signature?.slice(2)}`, now)).toEqual(refused)
  })

  it('the JWT authoriser refuses another key, another algorithm, and no algorithm', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const sign = (alg: string) =>
      new SignJWT({ client_id: 'client', scope: 'wijk/resident' })
        .setProtectedHeader({ alg })
        .setIssuer(authorisation.issuer)
        .setExpirationTime('30d')
        .sign(privateKey)
    expect(authorise(authorisation, `Bearer ${await sign('RS256')}`, now)).toEqual(refused)
    expect(authorise(authorisation, `Bearer ${await sign('PS256')}`, now)).toEqual(refused)
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await token()).split('.')[1]}.`
    expect(authorise(authorisation, `Bearer ${unsigned}`, now)).toEqual(refused)
  })

  it('the JWT authoriser refuses another issuer and another audience', async () => {
    const header = await bearer()
    expect(authorise({ ...authorisation, issuer: 'https://other.example' }, header, now)).toEqual(refused)
    expect(authorise({ ...authorisation, audiences: ['other'] }, header, now)).toEqual(refused)
  })

  it('the JWT authoriser uses the virtual clock, also for a token that it has seen before', async () => {
    const header = await bearer()
    expect(authorise(authorisation, header, now).ok).toBe(true)
    expect(authorise(authorisation, header, now + 29 * day).ok).toBe(true)
    expect(authorise(authorisation, header, now + 30 * day)).toEqual(refused)
  })

  it('the JWT authoriser forbids a route whose scope the token does not have', async () => {
    const staff = { ...authorisation, scopes: ['wijk/staff'] }
    expect(authorise(staff, await bearer(), now)).toEqual({ ok: false, code: 'forbidden' })
    expect(authorise(staff, await bearer({ roles: ['moderator'] }), now).ok).toBe(true)
    expect(authorise(staff, await bearer({ roles: ['moderator'], scopes: [] }), now)).toEqual({
      ok: false,
      code: 'forbidden',
    })
  })

  it('the JWT authoriser passes the claims on as texts, as API Gateway does', async () => {
    const verdict = authorise(authorisation, await bearer({ roles: ['moderator', 'election-office'] }), now)
    expect(verdict).toMatchObject({
      authorised: {
        claims: {
          sub: 'someone',
          birthDate: '2000-02-29',
          'cognito:groups': '[moderator election-office]',
          exp: String((now + 30 * day) / 1000),
        },
      },
    })
  })
})
