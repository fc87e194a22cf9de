// The code of a function's thread as one piece of JavaScript. A thread that started from TypeScript would load the compiler
// into its own memory: a third more of it, and twice the time to start.
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

let code: string | undefined

/** Made when the first thread starts. */
export const workerCode = (): string => {
  code ??= buildSync({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    write: false,
  }).outputFiles[0]?.text
  if (code === undefined) throw new Error('The code of the worker threads could not be bundled')
  return code
}
