// Signs people of the stage's user pool in as a page would: by the code flow with PKCE (RFC 7636).
import { createHash, randomBytes } from 'node:crypto'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import * as z from 'zod'
import type { Person } from '../play/scenario/city.ts'
import type { Deployed } from './deployment.ts'
import { region } from './foreign-emulator.ts'

const password = 'Een-Lang-Wachtwoord-1!'
const redirectUri = 'http://localhost:5173/signed-in'

/** The SDK settings that reach the emulator. */
export const towards = (endpoint: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})

const attributesOf = ({ ward, birthDate, pseudonym, sub }: Person, email: string) => [
  { Name: 'email', Value: email },
  { Name: 'email_verified', Value: 'true' },
  ...(ward === undefined ? [] : [{ Name: 'custom:ward', Value: ward }]),
  ...(birthDate === undefined ? [] : [{ Name: 'birthdate', Value: birthDate }]),
  ...(pseudonym === null ? [] : [{ Name: 'custom:pseudonym', Value: pseudonym ?? sub }]),
]

/** An operator creates the account if it does not exist; people cannot sign up themselves. */
const makeAccount = async ({ endpoint, userPoolId }: Deployed, person: Person): Promise<string> => {
  const email = `${person.sub}@example.org`
  const account = { UserPoolId: userPoolId, Username: email }
  const pool = new CognitoIdentityProviderClient(towards(endpoint))
  const asked = new AdminCreateUserCommand({
    ...account,
    UserAttributes: attributesOf(person, email),
    MessageAction: 'SUPPRESS',
    TemporaryPassword: password,
  })
  try {
    await pool.send(asked)
  } catch (error) {
    if (error instanceof UsernameExistsException) return email
    throw error
  }
  await pool.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }))
  for (const role of person.roles ?? [])
    await pool.send(new AdminAddUserToGroupCommand({ ...account, GroupName: role }))
  return email
}

const locationOf = async (response: Response, step: string): Promise<URL> => {
  const location = response.headers.get('location')
  if (location === null)
    throw new Error(
      `${step} answered ${response.status}: ${(await response.text()).replace(/<[^>]+>/g, ' ').slice(0, 300)}`,
    )
  return new URL(location)
}

const Tokens = z.object({ access_token: z.string() })

/** The code flow: the pool's page, the password, back to the application with a code, which is exchanged for tokens. */
const codeFlow = async (endpoint: string, clientId: string, username: string): Promise<string> => {
  const verifier = randomBytes(48).toString('base64url')
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid',
    state: randomBytes(16).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  const page = await fetch(`${endpoint}/oauth2/authorize?${new URLSearchParams(asked)}`, { redirect: 'manual' })
  if (!page.ok) throw new Error(`The sign-in page answered ${page.status}: ${(await page.text()).slice(0, 300)}`)
  const entered = await fetch(`${endpoint}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...asked, username, password }),
  })
  const back = await locationOf(entered, 'The sign-in')
  if (back.searchParams.get('state') !== asked.state) throw new Error('The sign-in came back with another state')
  const answer = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  })
  if (!answer.ok) throw new Error(`The code gave no tokens: ${answer.status} ${await answer.text()}`)
  return Tokens.parse(await answer.json()).access_token
}

/** Creates an account and signs its owner in, as staff if they have a role. Returns the access token. */
export const signIn = async (deployed: Deployed, person: Person): Promise<string> => {
  const username = await makeAccount(deployed, person)
  const { residents, staff } = deployed.clients
  return codeFlow(deployed.endpoint, (person.roles ?? []).length > 0 ? staff : residents, username)
}
