import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generatedFiles, schemaFolder } from '../../../scripts/generate.ts'

const files = generatedFiles()
const hint = 'is stale: run `npm run generate`'

describe('generated files', () => {
  it.each([...files])('%s matches the declarations', (path, text) => {
    const present = existsSync(path) ? readFileSync(path, 'utf8') : ''
    expect(present === text, `${path} ${hint}`).toBe(true)
  })

  it('generated files include no schema of a removed event', () => {
    const left = readdirSync(schemaFolder).filter((name) => !files.has(`${schemaFolder}/${name}`))
    expect(left, `${schemaFolder} ${hint}`).toEqual([])
  })
})
