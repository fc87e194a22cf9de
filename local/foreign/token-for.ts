// `npm run demo -- --target … --tokens 'node local/foreign/token-for.ts'`: reads a person as JSON and prints a token for them,
// from the stage that `npm run emulator -- --keep` leaves running.
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { Deployed } from './deployment.ts'
import { signIn } from './sign-in.ts'

const Person = z.object({
  sub: z.string(),
  ward: z.string().optional(),
  birthDate: z.string().optional(),
  pseudonym: z.string().nullish(),
  roles: z.array(z.string()).optional(),
})

const file = fileURLToPath(new URL('../../.local/foreign/deployed.json', import.meta.url))
const deployed = Deployed.parse(JSON.parse(readFileSync(file, 'utf8')))
console.log(await signIn(deployed, Person.parse(JSON.parse(await text(process.stdin)))))
