// Retries after a lost answer or when the server is busy. Only for requests that can be repeated safely.

export type Patience = {
  /** How often to try in all. */
  readonly tries: number
  /** First pause in milliseconds; doubles each time, with full jitter. */
  readonly pauseMilliseconds: number
}

export const patient: Patience = { tries: 6, pauseMilliseconds: 300 }

/** Whether a retry may help: no answer at all, or one that says "later". */
const isPassing = (status: number) => status === 429 || status === 502 || status === 503 || status === 504

type Answered = { readonly ok: boolean; readonly status: number; readonly retryAfterSeconds?: number }

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** The first conclusive answer; after the last attempt, its answer or error. */
export const retry = async <Answer extends Answered>(
  send: () => Promise<Answer>,
  patience: Patience = patient,
): Promise<Answer> => {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= patience.tries
    let atLeast = 0
    try {
      const answer = await send()
      if (answer.ok || isLast || !isPassing(answer.status)) return answer
      atLeast = (answer.retryAfterSeconds ?? 0) * 1_000
    } catch (error) {
      // `fetch` rejects with a TypeError when no answer came; anything else is a mistake of ours.
      if (isLast || !(error instanceof TypeError)) throw error
    }
    await wait(Math.max(atLeast, Math.random() * patience.pauseMilliseconds * 2 ** (attempt - 1)))
  }
}
