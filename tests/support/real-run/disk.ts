// A directory as somebody reads it who has taken the disk: databases row by row, and every file byte by byte.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

type Rows = { readonly table: string; readonly rows: readonly Record<string, unknown>[] }

/** All tables of a database; rows have their rowid if the table has one. */
const rowsOf = (file: string): readonly Rows[] => {
  const database = new DatabaseSync(file)
  const tables = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
  const read = tables.map(({ name, sql }) => ({
    table: String(name),
    rows: database
      .prepare(`SELECT ${/WITHOUT ROWID/i.test(String(sql)) ? '' : 'rowid AS "row number",'} * FROM "${name}"`)
      .all(),
  }))
  database.close()
  return read
}

export type Disk = {
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[]
  readonly tables: readonly { readonly name: string; readonly rows: readonly unknown[] }[]
}

/** The present contents of a directory. Databases are copied first, because reading can change them. */
export const readDisk = (directory: string): Disk => {
  const copy = mkdtempSync(join(tmpdir(), 'wijk-disk-'))
  try {
    cpSync(directory, copy, { recursive: true })
    const names = readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(copy.length + 1))
    const files = names.map((name) => ({ name, bytes: readFileSync(join(copy, name)) }))
    const tables = names
      .filter((name) => name.endsWith('.db'))
      .flatMap((name) => rowsOf(join(copy, name)).map(({ table, rows }) => ({ name: `${name}: ${table}`, rows })))
    return { files, tables }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
