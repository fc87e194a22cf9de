// Handlers log what they refuse and what fails, as they should; a run of the tests is not where anybody reads it.
// `LOGS=1 npm test` shows it.
const isLogLine = (chunk: unknown) => typeof chunk === 'string' && chunk.startsWith('{"level":')

const quieten = (stream: NodeJS.WriteStream): void => {
  const write = stream.write.bind(stream)
  stream.write = (chunk: string | Uint8Array, ...rest: never[]) => isLogLine(chunk) || write(chunk, ...rest)
}

if (process.env.LOGS === undefined) for (const stream of [process.stdout, process.stderr]) quieten(stream)
