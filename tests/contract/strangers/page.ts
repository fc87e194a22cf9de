// The document as a page for a browser, in one file. It loads nothing from other sites and reports nothing to anyone.
import { readFileSync, writeFileSync } from 'node:fs'
import { must } from './programs.ts'

const bundle = 'node_modules/@redocly/cli/lib/chunks/redoc.standalone.js'

/** Writes the page with redocly, and replaces the address of the rendering script with the script itself. */
export const writePage = async (file: string): Promise<void> => {
  await must('redocly', ['build-docs', 'docs/openapi.json', '--output', file, '--title', 'Wijk aan Zet'])
  const program = `data:text/javascript;base64,${readFileSync(bundle).toString('base64')}`
  const page = readFileSync(file, 'utf8')
    .replaceAll(/<link[^>]*https:\/\/cdn\.redocly\.com[^>]*>/g, '')
    .replaceAll(/https:\/\/cdn\.redocly\.com\/[^"' ]+\/redoc\.standalone\.js/g, program)
    .replaceAll('"disableTelemetry":false', '"disableTelemetry":true')
  if (!page.includes(program) || page.includes('cdn.redocly.com'))
    throw new Error('redocly makes another kind of page now')
  writeFileSync(file, page)
}
