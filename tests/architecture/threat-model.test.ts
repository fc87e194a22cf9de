// The threat model names, for every channel, the test of its prevention. This test checks that each of those tests exists.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingTests, rowsWithoutTest } from './named-tests.ts'

const page = readFileSync('docs/threat-model.md', 'utf8')
const held = 'tests/infra/secrecy.test.ts › traces neither the requests of voters nor the count'

describe('the threat model', () => {
  it('the threat model names a test for each channel', () => {
    expect(page.match(/^\| (?!channel )/gm)?.length).toBeGreaterThanOrEqual(20)
    expect(rowsWithoutTest(page)).toEqual([])
  })

  it('the threat model names tests that exist', () => {
    expect(missingTests(page)).toEqual([])
  })
})

describe('a name of a missing test is found:', () => {
  it.each([
    'tests/infra/secrecy.test.ts › traces nothing at all',
    'tests/infra/no-such.test.ts › traces neither the requests of voters nor the count',
  ])('a name of a missing test is found: %s', (name) => {
    expect(missingTests(`| traces | \`${held}\`<br>\`${name}\` |`)).toEqual([name])
  })

  it('a name of a missing test is found: and so is a channel without a test', () => {
    expect(rowsWithoutTest(`| traces | \`${held}\` |\n| rumours | somebody should look |`)).toEqual(['rumours'])
  })
})
