// Handlers log what they refuse and what fails, as they should; a run of the tests is not where anybody reads it.
// `LOGS=1 npm test` shows it.
const write = process.stdout.write.bind(process.stdout)
const isLogLine = (chunk: unknown) => typeof chunk === 'string' && chunk.startsWith('{"level":')

const quiet: typeof process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]) =>
  isLogLine(chunk) || write(chunk, ...rest)

if (process.env.LOGS === undefined) process.stdout.write = quiet
