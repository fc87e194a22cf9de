// Loads a font as bytes, as the bundles of functions do (infra/constructs/functions/bundles.ts).
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vitest/config'

export const fontsAsBytes: Plugin = {
  name: 'fonts-as-bytes',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('.ttf')
      ? `export default new Uint8Array(Buffer.from('${readFileSync(id).toString('base64')}', 'base64'))`
      : undefined,
}
