import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const rooms = 'bench|cli|client|docs|events|functions|infra|local|scripts|shared|tests'

// The changelog names paths of the past, the how-to names files that its reader will create, and test data keep their own names.
const pages = globSync(['*.md', `{${rooms.replaceAll('|', ',')}}/**/*.md`]).filter(
  (page) => !/^(CHANGELOG\.md|docs\/how-to-add-a-context\.md|tests\/data\/)/.test(page),
)

const named = new RegExp(`\`((?:${rooms})/[\\w./-]+)\``, 'g')

/** Paths from the root that a page names in code, and the targets of its links. */
const pathsOn = (page: string): readonly string[] => {
  const text = readFileSync(page, 'utf8')
  const links = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => join(dirname(page), to))
  return [...[...text.matchAll(named)].map(([, path = '']) => path), ...links]
}

const isThere = (path: string) => ['', '.ts', '.test.ts'].some((ending) => existsSync(`${path}${ending}`))

describe('the pages of the project', () => {
  it('the pages of the project name files and folders that exist', () => {
    const missing = pages.flatMap((page) =>
      pathsOn(page)
        .filter((path) => !isThere(path))
        .map((path) => `${page}: ${path}`),
    )
    expect(pages.length).toBeGreaterThan(40)
    expect(missing).toEqual([])
  })

  it('the pages of the project are reported if they name one that does not exist', () => {
    expect(isThere('shared/kernel/no-such-file.ts')).toBe(false)
    expect(isThere('shared/kernel/clock')).toBe(true)
  })
})
