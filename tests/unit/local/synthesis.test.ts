import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptAssembly, synthesizeIfChanged } from '../../../local/synthesis.ts'

let root: string
let made = 0
const assembly = () => join(root, 'cdk.out', 'local')

/** Writes as infra/app.ts does: it empties the directory first, and writes the manifest last. */
const make = async (_root: string, out: string) => {
  made += 1
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'manifest.json'), '{}')
}
const start = () => synthesizeIfChanged(root, assembly(), make)
const write = (file: string, content: string) => writeFileSync(join(root, file), content)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'synthesis-'))
  made = 0
  for (const room of ['infra', 'shared', 'functions', 'events'])
    mkdirSync(join(root, room, 'deep'), { recursive: true })
  write('shared/deep/rules.ts', 'one')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a start', () => {
  it('a start synthesizes once, and not again if nothing has changed', async () => {
    expect([await start(), await start(), await start()]).toEqual([true, false, false])
    expect(made).toBe(1)
  })

  it.each([
    ['a file that changed', () => write('shared/deep/rules.ts', 'two')],
    ['a new file', () => write('functions/deep/api.ts', '')],
    ['a file that moved', () => renameSync(join(root, 'shared/deep/rules.ts'), join(root, 'shared/deep/rule.ts'))],
    ['a file that went', () => rmSync(join(root, 'shared/deep/rules.ts'))],
    ['other packages', () => write('package-lock.json', '{"lockfileVersion":3}')],
    ['templates that were thrown away', () => rmSync(assembly(), { recursive: true })],
  ])('a start synthesizes again for %s', async (_what, change) => {
    await start()
    change()
    expect([await start(), await start()]).toEqual([true, false])
  })

  it('a start repeats a synthesis that failed', async () => {
    const failing = async (where: string, out: string) => {
      await make(where, out)
      throw new Error('The synthesis failed.')
    }
    await start()
    write('infra/deep/stack.ts', 'broken')
    await expect(synthesizeIfChanged(root, assembly(), failing)).rejects.toThrow('The synthesis failed.')
    expect(await start()).toBe(true)
  })

  it('a start notices at the next start what changed during synthesis', async () => {
    await synthesizeIfChanged(root, assembly(), async (where, out) => {
      await make(where, out)
      write('shared/deep/rules.ts', 'meanwhile')
    })
    expect(await start()).toBe(true)
  })
})

describe('systems that run at the same time', () => {
  const ask = () => keptAssembly(root, make)
  const dayAgo = new Date(Date.now() - 25 * 60 * 60_000)

  it('systems that run at the same time share the result of one of them', async () => {
    const [first, ...others] = await Promise.all([ask(), ask(), ask()])
    expect(others).toEqual([first, first])
    expect(await ask()).toBe(first)
    expect(made).toBe(1)
    expect(existsSync(join(first ?? '', 'manifest.json'))).toBe(true)
  })

  it('systems that run at the same time keep their result when something changes, until it is a day old', async () => {
    const first = await ask()
    write('shared/deep/rules.ts', 'two')
    const second = await ask()
    expect([existsSync(first), existsSync(second), made]).toEqual([true, true, 2])
    utimesSync(first, dayAgo, dayAgo)
    write('shared/deep/rules.ts', 'three')
    const third = await ask()
    expect(readdirSync(dirname(third)).toSorted()).toEqual([second, third].map((path) => path.slice(-64)).toSorted())
  })

  it('systems that run at the same time are not stopped by a synthesis that failed or was killed', async () => {
    const failing = async () => {
      throw new Error('The synthesis failed.')
    }
    await expect(keptAssembly(root, failing)).rejects.toThrow('The synthesis failed.')
    const assembly = await ask()
    rmSync(assembly, { recursive: true })
    writeFileSync(`${assembly}.lock`, '1')
    utimesSync(`${assembly}.lock`, dayAgo, dayAgo)
    expect(await ask()).toBe(assembly)
  })
})
