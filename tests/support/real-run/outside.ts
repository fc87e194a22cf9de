// What the public can get about a poll: the answers of the public API, and the files that `wijk export` writes.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { City } from '../../../local/play/scenario/city.ts'

const cli = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))

/** The export of a poll. It runs in a separate process, because the system in this process has to answer its requests. */
export const exportOf = async (city: City, pollId: string, format: 'pb' | 'ndjson'): Promise<string> => {
  const asked = ['export', pollId, '--url', city.baseUrl, '--format', format]
  return (await promisify(execFile)(process.execPath, [cli, ...asked])).stdout
}

/** The votes in a `.pb` file: a voter id without meaning, and the choice. */
export const votesOf = (pb: string): { readonly voterId: string; readonly vote: string }[] =>
  (pb.split(/^VOTES\n.*\n/m)[1] ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [voterId = '', vote = ''] = line.split(';')
      return { voterId, vote }
    })

export type Answers = { readonly poll: unknown; readonly result: unknown; readonly counted: unknown[] }

/** The poll, its result and the counted ballots, as anyone can read them. */
export const publishedOf = async (city: City, pollId: string): Promise<Answers> => {
  const params = { pollId }
  const { body: poll } = await city.must('getPoll', { params })
  const { body: published } = await city.must('getPollResult', { params })
  const counted = await Promise.all(
    published.result.shards.map(
      async ({ shard }) => (await city.must('getCountedBallots', { params: { pollId, shard } })).body,
    ),
  )
  return { poll, result: published, counted }
}

const entriesOf = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text)

/** Every object in a bucket, with its metadata. */
export const objectsOf = async (aws: string, bucket: string): Promise<unknown[]> => {
  const listing = await (await fetch(`${aws}/${bucket}?list-type=2`)).text()
  return Promise.all(
    entriesOf(listing, 'Key').map(async (key) => {
      const answer = await fetch(`${aws}/${bucket}/${key}`)
      const { date: _, ...headers } = Object.fromEntries(answer.headers)
      return { key, headers, body: await answer.text() }
    }),
  )
}

const Schedules = z.object({ Schedules: z.array(z.object({ Name: z.string(), GroupName: z.string() })) })

/** Every schedule with all its fields. */
export const schedulesOf = async (aws: string): Promise<unknown[]> => {
  const { Schedules: listed } = Schedules.parse(await (await fetch(`${aws}/schedules`)).json())
  return Promise.all(
    listed.map(async ({ Name, GroupName }) => (await fetch(`${aws}/schedules/${Name}?groupName=${GroupName}`)).json()),
  )
}
