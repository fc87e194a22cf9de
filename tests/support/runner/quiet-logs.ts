// Hides logged refusals and faults of handlers, which nobody reads in a test run. `LOGS=1 npm test` shows them.
const isLogLine = (chunk: unknown) => typeof chunk === 'string' && chunk.startsWith('{"level":')

/** Marks a stream that is quiet already, because this file runs again before each test file of a worker. */
const quiet = Symbol.for('wijk-aan-zet.quiet')

const quieten = (stream: NodeJS.WriteStream): void => {
  if (Reflect.has(stream, quiet)) return
  const write = stream.write.bind(stream)
  stream.write = (chunk: string | Uint8Array, ...rest: never[]) => isLogLine(chunk) || write(chunk, ...rest)
  Reflect.set(stream, quiet, true)
}

if (process.env.LOGS === undefined) for (const stream of [process.stdout, process.stderr]) quieten(stream)
