// What the public can get of a poll: the answers of the public API, and the files that `wijk export` writes from them.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { City } from '../../../local/play/scenario/city.ts'

const cli = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))

/** The export of a poll; in a separate process, so that the system here stays free to answer. */
export const exportOf = async (city: City, pollId: string, format: 'pb' | 'ndjson'): Promise<string> => {
  const asked = ['export', pollId, '--url', city.baseUrl, '--format', format]
  return (await promisify(execFile)(process.execPath, [cli, ...asked])).stdout
}

/** The lines of votes in a `.pb` file: a meaningless voter's id, and the choice. */
export const votesOf = (pb: string): { readonly voterId: string; readonly vote: string }[] =>
  (pb.split(/^VOTES\n.*\n/m)[1] ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [voterId = '', vote = ''] = line.split(';')
      return { voterId, vote }
    })

export type Answers = { readonly poll: unknown; readonly result: unknown; readonly counted: unknown[] }

/** Poll, result and counted ballots as anyone may read them. */
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

/** Every object of a bucket with its metadata. */
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

/** Every schedule, in full. */
export const schedulesOf = async (aws: string): Promise<unknown[]> => {
  const { Schedules: listed } = Schedules.parse(await (await fetch(`${aws}/schedules`)).json())
  return Promise.all(
    listed.map(async ({ Name, GroupName }) => (await fetch(`${aws}/schedules/${Name}?groupName=${GroupName}`)).json()),
  )
}
