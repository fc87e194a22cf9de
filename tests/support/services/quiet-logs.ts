// Hides the handlers' logs of refusals and faults, which nobody reads in a test run. `LOGS=1 npm test` shows them.
const isLogLine = (chunk: unknown) => typeof chunk === 'string' && chunk.startsWith('{"level":')

const quieten = (stream: NodeJS.WriteStream): void => {
  const write = stream.write.bind(stream)
  stream.write = (chunk: string | Uint8Array, ...rest: never[]) => isLogLine(chunk) || write(chunk, ...rest)
}

if (process.env.LOGS === undefined) for (const stream of [process.stdout, process.stderr]) quieten(stream)
