// All functions of voting on fresh tables, started as on Lambda, and polls for tests.
import { constants, publicDecrypt, randomBytes } from 'node:crypto'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { vi } from 'vitest'
import * as z from 'zod'
import { start as startCastBallot } from '../../../../functions/voting/casting/cast-ballot.ts'
import { start as startIssuePermit } from '../../../../functions/voting/casting/issue-permit.ts'
import { start as startBuildTree } from '../../../../functions/voting/closing/build-tree.ts'
import { start as startCountMarks } from '../../../../functions/voting/closing/count-marks.ts'
import { start as startCountShard } from '../../../../functions/voting/closing/count-shard.ts'
import { start as startPublishResult } from '../../../../functions/voting/closing/publish-result.ts'
import { start as startResumeClose } from '../../../../functions/voting/closing/resume-close.ts'
import { start as startSchedulePoll } from '../../../../functions/voting/closing/schedule-poll.ts'
import { start as startSealPoll } from '../../../../functions/voting/closing/seal-poll.ts'
import { CountedRoll } from '../../../../functions/voting/closing/steps.ts'
import { start as startSweepPolls } from '../../../../functions/voting/closing/sweep-polls.ts'
import { start as startDrawLots } from '../../../../functions/voting/lots/draw-lots.ts'
import { start as startRecordLots } from '../../../../functions/voting/lots/record-lots.ts'
import { start as startApi } from '../../../../functions/voting/reading/api.ts'
import { start as startGetTurnout } from '../../../../functions/voting/reading/get-turnout.ts'
import { start as startListInclusionProofs } from '../../../../functions/voting/reading/list-inclusion-proofs.ts'
import { start as startListMyPolls } from '../../../../functions/voting/reading/list-my-polls.ts'
import { start as startWatchElectorates } from '../../../../functions/voting/reading/watch-electorates.ts'
import { plusMilliseconds } from '../../../../shared/kernel/clock.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { pause } from '../../../../shared/kernel/random.ts'
import { openSigner } from '../../../../shared/platform/signing.ts'
import { openVault } from '../../../../shared/platform/vault.ts'
import { changeOf, save } from '../../../../shared/table/save.ts'
import type { Table } from '../../../../shared/table/table.ts'
import type { Ballot, Permit } from '../../../../shared/voting/box/ballot.ts'
import { openBallot, sealBallot } from '../../../../shared/voting/box/stored-ballot.ts'
import { signConfiguration } from '../../../../shared/voting/evidence/city-signature.ts'
import { quicknet } from '../../../../shared/voting/lots/beacon.ts'
import * as operations from '../../../../shared/voting/operations.ts'
import { getTurnout } from '../../../../shared/voting/oversight-operations.ts'
import { announcePoll, freezePoll } from '../../../../shared/voting/poll/announce.ts'
import type { Choice } from '../../../../shared/voting/poll/ballot-form.ts'
import { type Poll, settledAt } from '../../../../shared/voting/poll/poll.ts'
import { readOpeningKey, readSealKey } from '../../../../shared/voting/secrecy/sealing.ts'
import { secretsChange, wrapSecrets } from '../../../../shared/voting/secret-store.ts'
import { keptPolls } from '../../../../shared/voting/store.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../../engine/aws-stub.ts'
import { documents, freshTables, type Tables, tableEnvironment } from '../../engine/engine.ts'
import { underRights } from '../../engine/guarded.ts'
import { type Answered, type Handler, type HttpInput, type Persona, send } from '../../services/http-event.ts'
import { clerk, freshMessage, pollConfiguration, resident, secretsNamed, signedBallot, whileOpen } from './polls.ts'

/** Sets the clock of this process. Timers keep running. */
export const setClock = (at: string): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) })
}

/** The functions after a cold start, without cached data. */
export const startFunctions = (environment: Environment) => ({
  issuePermit: startIssuePermit(environment),
  castBallot: startCastBallot(environment),
  listMyPolls: startListMyPolls(underRights('list-my-polls', environment)),
  api: startApi(environment),
  sealPoll: startSealPoll(environment),
  countMarks: startCountMarks(environment),
  countShard: startCountShard(environment),
  buildTree: startBuildTree(environment),
  publishResult: startPublishResult(environment),
  sweepPolls: startSweepPolls(environment),
  schedulePoll: startSchedulePoll(environment),
  listInclusionProofs: startListInclusionProofs(underRights('list-inclusion-proofs', environment)),
  drawLots: startDrawLots({ BEACON_RELAYS: 'http://127.0.0.1:9', ...environment }),
  recordLots: startRecordLots(underRights('record-lots', environment)),
  resumeClose: startResumeClose(environment),
  getTurnout: startGetTurnout(underRights('get-turnout', environment)),
  watchElectorates: startWatchElectorates(environment),
})
type Functions = ReturnType<typeof startFunctions>

type Wishes = Parameters<typeof pollConfiguration>[0] & { readonly secrets?: string; readonly shards?: number }

export type Voting = Tables & {
  readonly aws: AwsStub
  readonly environment: Environment
  readonly functions: Functions
  stop(): Promise<void>
}

/** All of voting on fresh tables. `more`: additional environment; `endpoint`: a proxy in front of the engine. */
export const startVoting = async (endpoint?: string, more: Environment = {}): Promise<Voting> => {
  const [tables, aws] = await Promise.all([freshTables(), startAwsStub()])
  const environment = { ...tableEnvironment(tables, endpoint), ...awsEnvironment(aws), ...more }
  setClock(whileOpen)
  return { ...tables, aws, environment, functions: startFunctions(environment), stop: aws.stop }
}

/** Announces a poll as a round or contest does: its secrets are wrapped and its event is in the outbox. */
export const announce = async (
  { table, environment }: Pick<Voting, 'table' | 'environment'>,
  { secrets: name, shards, ...wishes }: Wishes = {},
): Promise<Poll> => {
  const { keys, secrets } = await secretsNamed(name)
  const configuration = pollConfiguration(wishes)
  const weekBefore = plusMilliseconds(configuration.opensAt, -7 * 86_400_000)
  const freeze = freezePoll(configuration, keys, quicknet, weekBefore)
  if (freeze.refused) throw new Error(freeze.code)
  const signature = await signConfiguration(openSigner(environment).sign, freeze.value.configurationHash)
  const parts = shards === undefined ? freeze.value : { ...freeze.value, shards }
  const announced = announcePoll(parts, signature, weekBefore)
  const { pollId } = configuration
  const wrapped = await wrapSecrets(openVault(environment), pollId, secrets)
  const saved = await save(table, weekBefore, changeOf(keptPolls, announced), secretsChange(pollId, wrapped))
  if (saved.refused) throw new Error('The poll was there already')
  return announced.after
}

type At = Pick<HttpInput, 'at' | 'headers'>

let given = 2 ** 48
const higherNumber = (): number => {
  given += 1
  return given
}

/** A ballot as a client sends it. In polls of version 1 it contains only permit and choice. */
export const ballotOf = (
  { frozen }: Pick<Poll, 'frozen'>,
  permit: Permit,
  choice: Choice,
  number = higherNumber(),
): Ballot => (frozen.ballotVersion === 2 ? signedBallot(frozen, { permit, choice, number }) : { permit, choice })

/** Requests to each operation of voting, received while the poll is open unless `at` says otherwise. */
export const requests = (voting: Pick<Voting, 'functions'>) => {
  const ask = (handler: Handler, operation: Parameters<typeof send>[1], input: HttpInput) =>
    send(handler, operation, { at: whileOpen, ...input })
  const { issuePermit, castBallot, listMyPolls, api, listInclusionProofs, recordLots } = voting.functions
  return {
    permit: (poll: Poll, blindedMessage: string, by: Persona = resident('anna'), more: At = {}) =>
      ask(issuePermit, operations.issuePermit, {
        params: { pollId: poll.frozen.pollId },
        body: { blindedMessage },
        by,
        ...more,
      }),
    /** Signed with a higher number than all earlier ballots, unless a number is given. */
    cast: (
      poll: Pick<Poll, 'frozen'>,
      permit: Permit,
      options: readonly string[] | Choice,
      { number, ...more }: At & { readonly number?: number } = {},
    ) =>
      ask(castBallot, operations.castBallot, {
        params: { pollId: poll.frozen.pollId },
        body: ballotOf(poll, permit, 'options' in options ? options : { options: [...options] }, number),
        ...more,
      }),
    /** Sends any body. */
    castBody: (poll: Pick<Poll, 'frozen'>, body: unknown, more: At = {}) =>
      ask(castBallot, operations.castBallot, { params: { pollId: poll.frozen.pollId }, body, ...more }),
    myPolls: (by: Persona = resident('anna'), more: Pick<HttpInput, 'at' | 'query'> = {}) =>
      ask(listMyPolls, operations.listMyPolls, { by, ...more }),
    poll: (poll: Poll, more: At = {}) =>
      ask(api, operations.getPoll, { params: { pollId: poll.frozen.pollId }, ...more }),
    result: (poll: Poll, more: At = {}) =>
      ask(api, operations.getPollResult, { params: { pollId: poll.frozen.pollId }, ...more }),
    ballots: (poll: Poll, shard = 0, more: At = {}) =>
      ask(api, operations.getCountedBallots, {
        params: { pollId: poll.frozen.pollId, shard: String(shard) },
        ...more,
      }),
    export: (poll: Poll, more: At = {}) =>
      ask(api, operations.getPollExport, { params: { pollId: poll.frozen.pollId }, ...more }),
    progress: (poll: Poll, by: Persona = clerk, more: At = {}) =>
      ask(api, operations.getCountProgress, { params: { pollId: poll.frozen.pollId }, by, ...more }),
    turnout: (poll: Poll, by: Persona = clerk, more: At = {}) =>
      ask(voting.functions.getTurnout, getTurnout, { params: { pollId: poll.frozen.pollId }, by, ...more }),
    proofs: (poll: Poll, prefix?: string) =>
      ask(listInclusionProofs, operations.listInclusionProofs, {
        params: { pollId: poll.frozen.pollId },
        ...(prefix === undefined ? {} : { query: { prefix } }),
      }),
    recordLots: (poll: Poll, body: unknown, more: At & { readonly by?: Persona } = {}) =>
      ask(recordLots, operations.recordLots, { params: { pollId: poll.frozen.pollId }, body, by: clerk, ...more }),
  }
}

const BoxItem = z.object({ sk: z.string(), sealed: z.instanceof(Uint8Array), number: z.string().optional() })

/** The ballots in these items of the box, opened as in the count. */
export const openBallots = async (
  { frozen }: Pick<Poll, 'frozen'>,
  items: readonly Record<string, unknown>[],
  secrets?: string,
): Promise<Ballot[]> => {
  const key = readOpeningKey((await secretsNamed(secrets)).secrets.seal)
  return items.map((item) => {
    const { sk, ...stored } = BoxItem.parse(item)
    const ballot = openBallot(frozen, { ...stored, hash: sk.replace('BALLOT#', '') }, key)
    if (ballot === undefined) throw new Error('This is no ballot')
    return ballot
  })
}

/** An item of the box with this ballot under this hash, as an attacker with write access could write it. */
export const sealedItem = ({ frozen }: Pick<Poll, 'frozen'>, pk: unknown, hash: string, ballot: Ballot) => ({
  ...sealBallot(frozen, { hash, ballot }, readSealKey(frozen.sealKey)),
  pk: String(pk),
  sk: `BALLOT#${hash}`,
})

const suite = RSABSSA.SHA384.PSS.Randomized()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const bytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

/** The voter's part of taking a permit: the message to send, and the function that turns the answer into a permit. */
export const blind = async (poll: Poll) => {
  const der = Buffer.from(poll.frozen.permitKey, 'base64')
  const key = await crypto.subtle.importKey('spki', der, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
  const message = poll.frozen.ballotVersion === 2 ? freshMessage() : suite.prepare(randomBytes(32))
  const { blindedMsg, inv } = await suite.blind(key, message)
  const unblind = async (answer: Answered): Promise<Permit> => {
    const { blindSignature } = z.object({ blindSignature: z.string() }).parse(answer.body)
    return { message: text(message), signature: text(await suite.finalize(key, message, bytes(blindSignature), inv)) }
  }
  return { blindedMessage: text(blindedMsg), unblind }
}

/**
 * A message as a voter sends it, for requests whose answer is not unblinded: any number below the modulus is a blinded message.
 * Blinding a real one takes forty milliseconds.
 */
export const someBlindedMessage = (): string => text(Uint8Array.of(0, ...randomBytes(383)))

/** Whether this is the poll's signature on that blinded message. */
export const isBlindSignature = (poll: Poll, blindedMessage: string, signature: string): boolean => {
  const key = { key: `-----BEGIN PUBLIC KEY-----\n${poll.frozen.permitKey}\n-----END PUBLIC KEY-----\n` }
  const back = publicDecrypt({ ...key, padding: constants.RSA_NO_PADDING }, bytes(signature))
  return back.toString('base64url') === blindedMessage
}

/** Repeats the request while the answer is 503, as `Retry-After` asks and as the client does. */
export const untilAnswered = async (ask: () => Promise<Answered>): Promise<Answered> => {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (answer.status !== 503 || tries === 10) return answer
    await pause(Math.random() * 500)
  }
}

/** Code of a problem, or the status of an answer without one. */
export const codeOf = ({ status, body }: Answered): string | number =>
  z.object({ code: z.string() }).safeParse(body).data?.code ?? status

const Item = z.record(z.string(), z.unknown())

/** All items of a table. */
export const scan = async ({ name }: Table) => {
  const { Items } = await documents().send(new ScanCommand({ TableName: name, ConsistentRead: true }))
  return z.array(Item).parse(Items ?? [])
}

/** The items of a table whose partition key starts with this prefix. */
export const itemsUnder = async (table: Table, prefix: string) =>
  (await scan(table)).filter(({ pk }) => String(pk).startsWith(prefix))

type StepHandler = (event: unknown, context: unknown) => Promise<unknown>
const call = (handler: StepHandler, input: unknown) => handler(input, {})

/** The five steps of the close, each called as the state machine calls it. */
export const closingSteps = (voting: Pick<Voting, 'functions'>, poll: Poll) => {
  const { sealPoll, countMarks, countShard, buildTree, publishResult } = voting.functions
  const pollId = poll.frozen.pollId
  return {
    seal: (): Promise<unknown> => call(sealPoll, { pollId }),
    roll: async () => CountedRoll.parse(await call(countMarks, { pollId })),
    marks: async () => CountedRoll.parse(await call(countMarks, { pollId })).marks,
    shard: (shard: number): Promise<unknown> => call(countShard, { pollId, shard }),
    tree: (): Promise<unknown> => call(buildTree, { pollId }),
    publishWith: async (roll: z.infer<typeof CountedRoll>) =>
      z.object({ outcome: z.string() }).parse(await call(publishResult, { pollId, ...roll })).outcome,
    publish: async (marks: number) =>
      z.object({ outcome: z.string() }).parse(await call(publishResult, { pollId, marks })).outcome,
  }
}

/** Runs all steps of the close, by default at the moment at which the poll is settled. */
export const close = async (voting: Pick<Voting, 'functions'>, poll: Poll, at = settledAt(poll)) => {
  setClock(at)
  const steps = closingSteps(voting, poll)
  await steps.seal()
  const roll = await steps.roll()
  for (let shard = 0; shard < poll.shards; shard++) await steps.shard(shard)
  await steps.tree()
  return steps.publishWith(roll)
}
