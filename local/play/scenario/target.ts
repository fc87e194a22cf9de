// The target of a play: a system on this machine with its `/_local` endpoints, or a deployed stage.
import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { wijkClient } from '../../../client/client.ts'
import { once } from '../../../shared/kernel/memory.ts'
import { type City, cityOf, connect, type Person } from './city.ts'

export const Target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local'), origin: z.url() }),
  z.strictObject({
    kind: z.literal('stage'),
    /** Base path of the API: `https://api.example/v1`. */
    url: z.url().regex(/[^/]$/, 'a base path has no slash at its end'),
    /** The base path of the ballot API, if it is another. */
    ballotBoxUrl: z.url().optional(),
    /** A command that reads a person as JSON and prints an access token for them. */
    tokens: z.string().min(1),
  }),
])
export type Target = z.infer<typeof Target>

/** Runs the command that prints a person's token. */
const tokenFrom = (command: string, person: Person) =>
  new Promise<string>((resolve, reject) => {
    const child = execFile('/bin/sh', ['-c', command], (error, said, complaint) => {
      const token = said.trim()
      if (error === null && token !== '') resolve(token)
      else reject(new Error(`The command for tokens gave none for ${person.sub}: ${complaint.trim() || command}`))
    })
    // A command that does not read its input may still print a token.
    child.stdin?.on('error', () => {})
    child.stdin?.end(JSON.stringify(person))
  })

const waitUntil = async (instant: string): Promise<void> => {
  for (let left = Date.parse(instant) - Date.now(); left > 0; left = Date.parse(instant) - Date.now())
    await pause(Math.min(left, 60_000))
}

type StageAccess = {
  readonly url: string
  readonly ballotBoxUrl?: string | undefined
  token(person: Person): Promise<string>
}

/** A deployed stage: its clock cannot be moved, its inside cannot be seen, and its beacons are public. */
export const stageAt = ({ url, ballotBoxUrl, token }: StageAccess): City => {
  const tokens = new Map<string, () => Promise<string>>()
  return cityOf({
    baseUrl: url,
    client: wijkClient({ baseUrl: url, language: 'en', ...(ballotBoxUrl === undefined ? {} : { ballotBoxUrl }) }),
    can: {},
    token: (person) => {
      const known = tokens.get(person.sub) ?? once(() => token(person))
      tokens.set(person.sub, known)
      return known()
    },
    now: async () => new Date().toISOString(),
    reach: waitUntil,
  })
}

/** The city at a target. */
export const cityAt = (target: Target): City =>
  target.kind === 'local'
    ? connect(target.origin)
    : stageAt({ ...target, token: (person) => tokenFrom(target.tokens, person) })
