import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type * as z from 'zod'
import type { VoterWork } from './voter-thread.ts'

type Work = z.infer<typeof VoterWork>

const runThread = (work: Work, onVote: () => void) =>
  new Promise<void>((resolve, reject) => {
    const thread = new Worker(new URL('./voter-thread.ts', import.meta.url), { workerData: work })
    thread.on('message', onVote)
    thread.on('error', reject)
    thread.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A voter thread ended with ${code}`))))
  })

/** Lets everybody vote, spread over the processors. */
export const castVotes = async (work: Work, onVote: (done: number) => void): Promise<void> => {
  const threads = Math.min(Math.max(2, availableParallelism()), work.voters.length)
  let done = 0
  const shares = Array.from({ length: threads }, (_, thread) => ({
    ...work,
    voters: work.voters.filter((_, index) => index % threads === thread),
  }))
  await Promise.all(shares.map((share) => runThread(share, () => onVote(++done))))
}
