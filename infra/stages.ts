// One configuration per stage, checked before anything is synthesized. An error names the path of the wrong value.
import * as z from 'zod'
import { NoticeChannel } from '../shared/notices/channel.ts'
import { BeaconNetwork, quicknet } from '../shared/voting/lots/beacon.ts'

const Rate = z.strictObject({
  /** Sustained requests per second. */
  rate: z.int().min(1).max(10_000),
  /** Simultaneous requests. */
  burst: z.int().min(1).max(5_000),
})

const Origin = z.union([
  z.url({ protocol: /^https$/ }).regex(/^https:\/\/[^/]+$/, 'an origin has no path'),
  z.string().regex(/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/),
])

/** The city's own identity provider. Only the name of its client secret is here; the secret itself is in Secrets Manager. */
const FederatedLogin = z.strictObject({
  issuer: z.url({ protocol: /^https$/ }),
  clientId: z.string().min(1).max(200),
  clientSecretName: z.string().regex(/^[\w/.@-]{1,200}$/),
  /** Names of the provider's claims. */
  claims: z.strictObject({
    ward: z.string().min(1),
    birthDate: z.string().min(1),
    /** The claim that stays the same if a person makes another account. */
    pseudonym: z.string().min(1).default('sub'),
  }),
})

/** The issuer of the tokens: our user pool (with or without the city's login), or an external issuer. */
const Identity = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('user-pool'),
      domainPrefix: z.string().regex(/^[a-z0-9](-?[a-z0-9])*$/),
      callbackUrls: z.array(z.url()).min(1),
      isSelfSignUpAllowed: z.boolean(),
      oidc: FederatedLogin.optional(),
    })
    .refine(({ isSelfSignUpAllowed, oidc }) => !(isSelfSignUpAllowed && oidc), {
      path: ['isSelfSignUpAllowed'],
      error: 'where the city signs people in, nobody makes an account of their own',
    }),
  z.strictObject({
    kind: z.literal('external-issuer'),
    issuer: z.url(),
    audience: z.array(z.string().min(1)).min(1),
  }),
])

/** The claim that identifies a person, so that two accounts of one person get one permit (ADR 0018). */
const PersonPseudonym = z
  .strictObject({
    claim: z.string().regex(/^[\w:.-]{1,100}$/),
    /** If true, nobody gets a permit without the claim. Otherwise an account counts as a person. */
    isRequired: z.boolean(),
  })
  .prefault({ claim: 'pseudonym', isRequired: true })

/** Retention periods that CloudWatch Logs supports. */
const LogRetentionDays = z.union([z.literal(7), z.literal(14), z.literal(30), z.literal(90)])

/** The source of lots: a network of public beacons and its relays (drand's HTTP API), asked in this order. */
const Beacons = z
  .strictObject({
    network: BeaconNetwork,
    relays: z.array(z.url().regex(/[^/]$/, 'a relay has no slash at its end')).min(1),
  })
  .prefault({
    network: quicknet,
    relays: ['https://api.drand.sh', 'https://api2.drand.sh', 'https://drand.cloudflare.com'],
  })

export const StageConfiguration = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** Inside the European Union, because the data are about residents. */
  region: z.enum(['eu-west-1', 'eu-central-1', 'eu-west-3', 'eu-north-1']),
  /** `keep`: tables, keys, bucket and accounts outlive the stack and cannot be deleted with it. */
  data: z.enum(['keep', 'destroy']),
  /** How long published ballots cannot be deleted. */
  publicationLockDays: z.int().min(1).max(3_650),
  logRetentionDays: LogRetentionDays,
  /** Where alarms are sent. Without it, their state changes only reach the account's default event bus. */
  alarmTopicArn: z
    .string()
    .regex(/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]+$/)
    .optional(),
  /** Origins whose pages may call the API. */
  origins: z.array(Origin).min(1),
  throttle: z.strictObject({ ...Rate.shape, permits: Rate, ballots: Rate }),
  beacons: Beacons,
  pseudonym: PersonPseudonym,
  /** How notices reach mailboxes of offices and roles, besides their list in the API. */
  notices: NoticeChannel,
  identity: Identity,
})
export type StageConfiguration = z.infer<typeof StageConfiguration>

export const stageNames = ['local', 'dev', 'staging', 'production'] as const
export const StageName = z.enum(stageNames)
export type StageName = z.infer<typeof StageName>

/** A stage by name, with its configuration. */
export type Stage = { readonly name: StageName; readonly configuration: StageConfiguration }

const declared: { readonly [Name in StageName]: z.input<typeof StageConfiguration> } = {
  local: {
    region: 'eu-west-1',
    data: 'destroy',
    publicationLockDays: 1,
    logRetentionDays: 7,
    origins: ['http://localhost:5173', 'http://127.0.0.1:5173'],
    throttle: {
      rate: 10_000,
      burst: 5_000,
      permits: { rate: 5_000, burst: 5_000 },
      ballots: { rate: 5_000, burst: 5_000 },
    },
    notices: {
      kind: 'ses',
      sender: 'wijkaanzet@wijkaanzet.example',
      configurationSet: 'wijk-local',
      linksTo: 'http://127.0.0.1:3000/v1',
      directory: [
        { role: 'ward-council', address: 'wijkraad.{ward}@wijkaanzet.example' },
        { role: 'ward-manager', address: 'wijkmanager.{ward}@wijkaanzet.example' },
        { role: 'department', address: 'diensten@wijkaanzet.example' },
        { role: 'department', department: 'Stadsbeheer', address: 'stadsbeheer@wijkaanzet.example' },
        { role: 'alderman', address: 'wijkwethouder.{ward}@wijkaanzet.example' },
        { role: 'council-clerk', address: 'griffie@wijkaanzet.example' },
      ],
    },
    identity: { kind: 'external-issuer', issuer: 'http://127.0.0.1/_local', audience: ['wijk-local'] },
  },
  dev: {
    region: 'eu-west-1',
    data: 'destroy',
    publicationLockDays: 1,
    logRetentionDays: 7,
    origins: ['http://localhost:5173', 'https://dev.wijkaanzet.example'],
    throttle: { rate: 50, burst: 100, permits: { rate: 20, burst: 40 }, ballots: { rate: 20, burst: 40 } },
    notices: { kind: 'none' },
    identity: {
      kind: 'user-pool',
      domainPrefix: 'wijk-dev',
      callbackUrls: ['http://localhost:5173/signed-in', 'https://dev.wijkaanzet.example/signed-in'],
      isSelfSignUpAllowed: false,
    },
  },
  staging: {
    region: 'eu-west-1',
    data: 'destroy',
    publicationLockDays: 7,
    logRetentionDays: 30,
    origins: ['https://staging.wijkaanzet.example'],
    throttle: { rate: 500, burst: 1_000, permits: { rate: 200, burst: 400 }, ballots: { rate: 200, burst: 400 } },
    notices: { kind: 'none' },
    identity: {
      kind: 'user-pool',
      domainPrefix: 'wijk-staging',
      callbackUrls: ['https://staging.wijkaanzet.example/signed-in'],
      isSelfSignUpAllowed: false,
    },
  },
  // Addresses of the deploying city. Another city changes them first; placeholders are refused.
  production: {
    region: 'eu-west-1',
    data: 'keep',
    publicationLockDays: 3_650,
    logRetentionDays: 90,
    alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:wijk-aan-zet-on-duty',
    origins: ['https://wijkaanzet.rotterdam.nl'],
    throttle: { rate: 2_000, burst: 4_000, permits: { rate: 500, burst: 1_000 }, ballots: { rate: 500, burst: 1_000 } },
    notices: {
      kind: 'ses',
      sender: 'wijkaanzet@rotterdam.nl',
      configurationSet: 'wijk-aan-zet',
      linksTo: 'https://wijkaanzet.rotterdam.nl',
      directory: [
        { role: 'ward-council', address: 'wijkraad.{ward}@rotterdam.nl' },
        { role: 'ward-manager', address: 'wijkmanager.{ward}@rotterdam.nl' },
        { role: 'department', address: 'wijkaanzet@rotterdam.nl' },
        { role: 'department', department: 'Stadsbeheer', address: 'stadsbeheer@rotterdam.nl' },
        { role: 'alderman', address: 'wijkwethouder.{ward}@rotterdam.nl' },
        { role: 'council-clerk', address: 'griffie@rotterdam.nl' },
      ],
    },
    identity: {
      kind: 'user-pool',
      domainPrefix: 'wijk-aan-zet',
      callbackUrls: ['https://wijkaanzet.rotterdam.nl/signed-in'],
      isSelfSignUpAllowed: false,
      oidc: {
        issuer: 'https://login.rotterdam.nl',
        clientId: 'wijk-aan-zet',
        clientSecretName: 'wijk/production/oidc-client-secret',
        claims: { ward: 'wijkcode', birthDate: 'birthdate' },
      },
    },
  },
}

/** The errors of a configuration, one sentence each, by path: `stages.staging.throttle.burst: …`. */
export class StageConfigurationError extends Error {
  override readonly name = 'StageConfigurationError'
}

/** Domain names reserved for examples and tests, which nobody can own (RFC 2606, RFC 6761). */
const placeholder = /[./@](example|test|invalid|localhost)(?=[/:"]|$)|[./@]example\.(com|net|org)\b/

const placeholdersIn = (value: unknown, path: readonly string[]): readonly string[] => {
  if (typeof value === 'string')
    return placeholder.test(value)
      ? [`${path.join('.')}: ${value} is a placeholder; put the city's own address here.`]
      : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => placeholdersIn(inner, [...path, name]))
}

/** Requirements of production beyond a valid configuration. */
const lackingIn = (configuration: StageConfiguration): readonly string[] => {
  const path = ['stages', 'production']
  return [
    ...(configuration.alarmTopicArn === undefined
      ? ['stages.production.alarmTopicArn: nobody would hear an alarm; name the topic that the people on duty follow.']
      : []),
    ...(configuration.data === 'keep'
      ? []
      : [
          'stages.production.data: has to be "keep", or the stacks have no termination protection and end with all votes.',
        ]),
    ...placeholdersIn(configuration, path),
  ]
}

/** The checked configuration of a stage. Throws StageConfigurationError with the path of a wrong value. */
export const checkStage = (name: StageName, configuration: unknown): Stage => {
  const parsed = StageConfiguration.safeParse(configuration)
  if (parsed.success) {
    const lacking = name === 'production' ? lackingIn(parsed.data) : []
    if (lacking.length > 0) throw new StageConfigurationError(lacking.join('\n'))
    return { name, configuration: parsed.data }
  }
  const sentences = parsed.error.issues.map(({ path, message }) => `${['stages', name, ...path].join('.')}: ${message}`)
  throw new StageConfigurationError(sentences.join('\n'))
}

/** The configuration that this repository declares for a stage. */
export const stageOf = (name: StageName): Stage => checkStage(name, declared[name])
