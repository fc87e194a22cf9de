// How a program speaks to whatever listens: a terminal, a pipe, or one that has gone.

type Heard = { readonly isTTY?: boolean | undefined }
type Settings = { readonly [name: string]: string | undefined }

/** Whether colours are wanted: as the settings say (FORCE_COLOR, NO_COLOR, TERM=dumb), otherwise on a terminal alone. */
export const isColoured = (
  { isTTY }: Heard,
  { FORCE_COLOR: forced, NO_COLOR: none, TERM: term }: Settings,
): boolean => {
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (none !== undefined && none !== '') return false
  return isTTY === true && term !== 'dumb'
}

/** A reader that has seen enough (`… | head -1`) is no fault: the program ends without a word. */
export const endWithReader = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if ('code' in error && error.code === 'EPIPE') process.exit(0)
      throw error
    })
}

/** Says a line at once, and every few seconds how long it has been going on, until the promise settles. */
export const speaking = async <Value>(
  what: string,
  work: Promise<Value>,
  say: (line: string) => void = console.error,
  everyMilliseconds = 4_000,
): Promise<Value> => {
  const begun = performance.now()
  say(`${what} …`)
  const timer = setInterval(
    () => say(`  … still at it, ${Math.round((performance.now() - begun) / 1_000)} s`),
    everyMilliseconds,
  )
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}
