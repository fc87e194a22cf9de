// The published data of a poll, fetched through the public API. The export is fetched byte for byte.
import type * as z from 'zod'
import { type Client, wijkClient } from '../client/client.ts'
import { retry } from '../client/retry.ts'
import { PollId } from '../shared/kernel/ids.ts'
import { Ballot } from '../shared/voting/box/ballot.ts'
import { getPollExport } from '../shared/voting/operations.ts'
import { ExportHeader, linesOf, readLine } from '../shared/voting/publication/export-format.ts'
import { addressIn, askApi, fetchFrom } from './asking.ts'
import { Refusal } from './refusal.ts'

type Answer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | {
      readonly ok: false
      readonly status: number
      readonly problem: { readonly title: string; readonly code: string }
    }

/** Short, because somebody waits at a terminal. */
const patience = { tries: 3, pauseMilliseconds: 200 }

const baseIn = (text: string): string => addressIn(text).href.replace(/\/$/, '')

/** The API at an address such as `https://api.example/v1`. `ballotBoxUrl`: the address of silent operations, if different. */
export const apiAt = (baseUrl: string, ballotBoxUrl?: string): Client =>
  wijkClient({
    baseUrl: baseIn(baseUrl),
    language: 'en',
    fetch: askApi,
    ...(ballotBoxUrl !== undefined && { ballotBoxUrl: baseIn(ballotBoxUrl) }),
  })

const parsed = <Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Refusal(`${what} is not as it should be at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`)
}

/** The declared answer, or the code of an expected refusal. Everything else becomes a Refusal. */
export const ask = async <Schema extends z.ZodType, Code extends string = never>(
  send: () => Promise<Answer>,
  body: Schema,
  expected: readonly Code[] = [],
): Promise<z.output<Schema> | Code> => {
  const answer = await retry(send, patience)
  if (answer.ok) return parsed(body, answer.body, 'the answer')
  const code = expected.find((each) => each === answer.problem.code)
  if (code === undefined) throw new Refusal(answer.problem.title)
  return code
}

async function* unbroken(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    // Errors of `fetch` if the connection ends before the body does.
    if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError'))
      throw new Refusal('the export broke off while it was fetched')
    throw error
  }
}

export const pollIdIn = (text: string): PollId => {
  const pollId = PollId.safeParse(text)
  if (!pollId.success) throw new Refusal(`${text} is not the id of a poll`)
  return pollId.data
}

/** The bytes of a poll's export. Refuses a poll that does not exist or has no result. */
export const fetchExport = async (baseUrl: string, poll: string): Promise<AsyncIterable<Uint8Array>> => {
  const params = { pollId: pollIdIn(poll) }
  const client = apiAt(baseUrl)
  const { href } = await ask(() => client.call('getPollExport', { params }), getPollExport.responses[200])
  const { ok, status, body } = await fetchFrom(href)
  if (!ok || body === null) throw new Refusal(`the export could not be fetched: HTTP ${status}`)
  return unbroken(body)
}

/** The first line of an export, and the ballots sorted by hash. */
export type PublishedPoll = { readonly header: ExportHeader; readonly ballots: AsyncGenerator<Ballot> }

async function* ballotsIn(lines: AsyncIterable<string>): AsyncGenerator<Ballot> {
  let number = 1
  for await (const line of lines) {
    number += 1
    yield parsed(Ballot, readLine(line, number), `line ${number}`)
  }
}

/** Reads an export and checks only its form. */
export const readPublished = async (pieces: AsyncIterable<Uint8Array>): Promise<PublishedPoll> => {
  const lines = linesOf(pieces)
  const { value } = await lines.next()
  const header = parsed(ExportHeader, readLine(value ?? '', 1), 'line 1')
  return { header, ballots: ballotsIn(lines) }
}
