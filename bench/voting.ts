// Votes a second through the whole local stack, against the engine's own rate for two conditional puts in the same run.

import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { nextNumber, padded, signBallot } from '../client/ballot.ts'
import { memoryKeeper } from '../client/permit-keeper.ts'
import { blindMessage, takePermit } from '../client/vote.ts'
import { makeRound } from '../local/play/demo/round.ts'
import { atOnce } from '../local/play/scenario/at-once.ts'
import { connect } from '../local/play/scenario/city.ts'
import { startSystem } from '../local/play/scenario/own-system.ts'
import { documentClient } from '../shared/table/table.ts'
import { absent, putOne } from '../shared/table/write.ts'
import type { BenchRow } from './row.ts'

const voters = 400
const width = 16

const project = (n: number) => ({ id: String(n), name: `Project ${n}`, costCents: 100_000 * n })
const election = {
  title: 'Bench',
  budgetCents: 500_000,
  projects: [1, 2, 3, 4, 5].map(project),
  choices: Array.from({ length: voters }, () => ({ options: ['1', '3'] })),
  maximumChoices: 3,
  expected: undefined,
}

const seconds = async (act: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await act()
  return (performance.now() - begun) / 1_000
}

/** Two conditional puts a voter, straight into the engine, as many at a time. */
const engineRate = async (endpoint: string, name: string): Promise<number> => {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const table = { name, client: documentClient(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials })) }
  const put = () =>
    putOne(table, { put: { pk: `BENCH#${randomUUID()}`, sk: 'ITEM', payload: 'x'.repeat(600) }, ...absent })
  const people = Array.from({ length: voters }, (_, index) => index)
  const time = await seconds(() => atOnce(people, width, async () => [await put(), await put()]))
  return voters / time
}

/** Runs the stack; blinding is done beforehand, because it is the voter's own processor that does it. */
export const benchVoting = async (): Promise<BenchRow[]> => {
  const { system, origin, stop } = await startSystem()
  try {
    const city = connect(origin)
    const round = await makeRound(city, 'oude-noorden', election, () => {})
    await city.reach(round.opensAt)
    const { poll } = round
    const ballots = await atOnce(Array.from({ length: voters }), 2, async (_, index) => {
      const keeper = memoryKeeper()
      await keeper.save(poll.pollId, await blindMessage(poll.permitKey, poll.ballotVersion))
      const token = await city.token({ sub: `bench-${index}`, ward: round.wardCode, birthDate: '1980-05-17' })
      return { keeper, token }
    })
    const permits = await seconds(() =>
      atOnce(ballots, width, async ({ keeper, token }) => {
        const kept = await keeper.load(poll.pollId)
        if (kept?.state !== 'asked') throw new Error('No blinded message')
        const params = { pollId: poll.pollId }
        await city.must('issuePermit', { params, body: { blindedMessage: kept.blindedMessage }, token })
      }),
    )
    const granted = await atOnce(ballots, 2, async ({ keeper, token }) => {
      const taken = await takePermit(city.client, poll, token, { keeper })
      if (!taken.ok) throw new Error(taken.problem.code)
      const { message, signature, privateKey } = taken.permit
      if (privateKey === undefined) throw new Error('No key to sign with')
      const choice = { options: ['001', '003'] }
      return padded(await signBallot(poll, { message, signature, privateKey }, choice, nextNumber(undefined)), poll)
    })
    const casts = await seconds(() =>
      atOnce(granted, width, (body) => city.must('castBallot', { params: { pollId: poll.pollId }, body })),
    )
    const name = system.functions.flatMap(({ environment }) => environment.TABLE_NAME ?? [])[0]
    if (name === undefined) throw new Error('No function has a table')
    const engine = await engineRate(system.engineEndpoint, name)
    await city.reach(round.closesAt)
    await city.can.clock.advance('PT70M')
    const { body } = await city.must('getPollResult', { params: { pollId: poll.pollId } })
    if (body.result.counts.ballots !== voters)
      throw new Error(`${body.result.counts.ballots} of ${voters} votes arrived`)
    const votes = voters / (permits + casts)
    const row = (what: string, rate: number): BenchRow => ({
      what,
      measured: `${rate.toFixed(0)}/s`,
      reference: `${engine.toFixed(0)}/s (two conditional puts)`,
      ratio: `${(rate / engine).toFixed(2)} of the engine`,
    })
    return [
      row('votes (permit and ballot) through the whole stack', votes),
      row('permits alone', voters / permits),
      row('ballots alone', voters / casts),
    ]
  } finally {
    await stop()
  }
}
