#!/usr/bin/env node
// `npx --no -- wijk …`, `npm run wijk -- …` or `node cli/wijk.mjs …` with any Node: starts the project's own Node, which runs TypeScript directly.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
// The runner changes to the project's root, but file names are relative to where the command was given. `npm run wijk` has changed
// the directory already and records the original one.
process.env.WIJK_CWD = process.env.npm_lifecycle_event === 'wijk' ? process.env.INIT_CWD : process.cwd()
// Its modules are compiled whole (main.ts), so they are kept apart from those of other programs, which V8 would reject.
process.env.NODE_COMPILE_CACHE = join(here, '..', 'node_modules', '.cache', 'compiled-whole')
process.argv.splice(1, 1, join(here, '..', 'scripts', 'run.mjs'), join(here, 'main.ts'))
await import('../scripts/run.mjs')
