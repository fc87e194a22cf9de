// The state that survives a restart: one SQLite file with named drawers. Values are parsed when they are read.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type * as z from 'zod'
import { parseJson } from './json.ts'

/** A stored map from id to value. Writing is synchronous: when `put` returns, killing the process loses nothing. */
export type Drawer<Value> = {
  get(id: string): Value | undefined
  put(id: string, value: Value): void
  remove(id: string): void
  /** In order of their ids. */
  entries(): readonly (readonly [string, Value])[]
  readonly size: number
}

export type State = {
  drawer<Value>(name: string, schema: z.ZodType<Value>): Drawer<Value>
  close(): void
}

const byId = <Value>([a]: readonly [string, Value], [b]: readonly [string, Value]) => (a < b ? -1 : a > b ? 1 : 0)

/** Opens the file (`:memory:` for none). Throws if another process holds it. */
export const openState = (file: string): State => {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  // The kernel keeps the page cache of a killed process: fsync is only needed against a power cut.
  database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF')
  database.exec(
    'CREATE TABLE IF NOT EXISTS kept (drawer TEXT, id TEXT, value TEXT, PRIMARY KEY (drawer, id)) WITHOUT ROWID',
  )
  const select = database.prepare('SELECT id, value FROM kept WHERE drawer = ? ORDER BY id')
  const upsert = database.prepare('INSERT OR REPLACE INTO kept (drawer, id, value) VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM kept WHERE drawer = ? AND id = ?')
  let isOpen = true
  return {
    drawer: (name, schema) => {
      const values = new Map(
        select.all(name).map((row) => [String(row.id), schema.parse(parseJson(String(row.value)))] as const),
      )
      return {
        get: (id) => values.get(id),
        put: (id, value) => {
          // Nothing is written after closing: the next start finds the state of that moment.
          if (!isOpen) return
          values.set(id, value)
          upsert.run(name, id, JSON.stringify(value))
        },
        remove: (id) => {
          if (!isOpen) return
          if (values.delete(id)) remove.run(name, id)
        },
        entries: () => [...values].sort(byId),
        get size() {
          return values.size
        },
      }
    },
    close: () => {
      if (!isOpen) return
      isOpen = false
      database.close()
    },
  }
}
