// What is published of a poll, fetched through the public API.
import * as z from 'zod'
import { type Client, wijkClient } from '../client/client.ts'
import { persist } from '../client/retry.ts'
import { PollId } from '../shared/kernel/ids.ts'
import type { Ballot } from '../shared/voting/ballot.ts'
import { ExportHeader } from '../shared/voting/export-format.ts'
import { PublicPoll, PublishedResult } from '../shared/voting/operations.ts'
import { CountedShard } from '../shared/voting/result.ts'
import { Refusal } from './refusal.ts'

/** The first line of an export, and the ballots in the order of their hashes, fetched part by part. */
export type PublishedPoll = { readonly header: ExportHeader; readonly ballots: AsyncGenerator<Ballot> }

type Answer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly problem: { readonly title: string } }

/** Somebody is waiting at a terminal. */
const patience = { tries: 3, pauseMilliseconds: 200 }

const ask = async <Body extends z.ZodType>(send: () => Promise<Answer>, body: Body): Promise<z.output<Body>> => {
  const answer = await persist(send, patience)
  if (!answer.ok) throw new Refusal(answer.problem.title)
  const parsed = body.safeParse(answer.body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Refusal(`the answer is not as it should be at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`)
}

async function* ballotsOf(client: Client, pollId: PollId, shards: readonly { readonly shard: number }[]) {
  for (const { shard } of shards) {
    const part = await ask(() => client.call('getCountedBallots', { params: { pollId, shard } }), CountedShard)
    yield* part.ballots
  }
}

/** `baseUrl`: of the API, as `https://api.example/v1`. Refuses a poll that is not there or has no result. */
export const fetchPublished = async (baseUrl: string, poll: string): Promise<PublishedPoll> => {
  const pollId = PollId.safeParse(poll)
  if (!pollId.success) throw new Refusal(`${poll} is not the id of a poll`)
  const params = { pollId: pollId.data }
  const client = wijkClient({ baseUrl: baseUrl.replace(/\/$/, ''), language: 'en' })
  const announced = await ask(() => client.call('getPoll', { params }), PublicPoll)
  const published = await ask(() => client.call('getPollResult', { params }), PublishedResult)
  const { signature, signingKey } = announced.configurationSignature ?? {}
  if (signature === undefined || signingKey === undefined) throw new Refusal('the configuration was never signed')
  if (signingKey !== published.resultSignature.signingKey)
    throw new Refusal('configuration and result were signed with two different keys')
  const header = ExportHeader.parse({
    format: 'wijk-export/1',
    // What was hashed, without what the API says besides.
    poll: z.object(ExportHeader.shape.poll.shape).parse(announced),
    configurationHash: announced.configurationHash,
    configurationSignature: signature,
    signingKey,
    result: published.result,
    resultDigest: published.resultDigest,
    resultSignature: published.resultSignature.signature,
  })
  return { header, ballots: ballotsOf(client, params.pollId, published.result.shards) }
}
