// Functions that no demo plays under the guard of rights (rights-suffice.test.ts): their own tests run them under it.
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { getRound } from '../../shared/rounds/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { freshTables, tableEnvironment } from '../support/engine/engine.ts'
import { underRights, unplayed } from '../support/engine/guarded.ts'

describe('the rights of a function that no demo plays', () => {
  it('the rights of a function that no demo plays are all it has in its own tests', () => {
    const sources = globSync('tests/**/*.ts').map((file) => readFileSync(file, 'utf8'))
    const without = unplayed.filter((name) => !sources.some((source) => source.includes(`(underRights('${name}', `)))
    expect(without).toEqual([])
  })

  it('the rights of a function that no demo plays refuse what they do not include', async () => {
    const table = openTable(underRights('residents-api', tableEnvironment(await freshTables())))
    expect(await getWard(table, WardCode.parse('pernis'))).toBeUndefined()
    await expect(getRound(table, RoundId.parse('0193c3c6-7a00-7000-8000-0000000000bb'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })
})
