// Output to a terminal, to a pipe, or to a reader that has closed the pipe.

type Heard = { readonly isTTY?: boolean | undefined }
type Settings = { readonly [name: string]: string | undefined }

/** Whether to use colours: as the settings say (FORCE_COLOR, NO_COLOR, TERM=dumb), otherwise only on a terminal. */
export const isColoured = (
  { isTTY }: Heard,
  { FORCE_COLOR: forced, NO_COLOR: none, TERM: term }: Settings,
): boolean => {
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (none !== undefined && none !== '') return false
  return isTTY === true && term !== 'dumb'
}

/** A reader that closes the pipe early (`… | head -1`) is not an error: the program ends silently. */
export const exitWhenPipeCloses = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if ('code' in error && error.code === 'EPIPE') process.exit(0)
      throw error
    })
}

/** Prints a line immediately, and then every few seconds how long it has been running, until the promise settles. */
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
