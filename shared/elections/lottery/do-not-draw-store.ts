// Storage of the do-not-draw register: one partition, an item for each person, by a digest that only the register's key gives.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { memoize } from '../../kernel/memory.ts'
import { freshBytes } from '../../kernel/random.ts'
import type { Vault } from '../../platform/vault.ts'
import { getItem, type Key, readAll } from '../../table/read.ts'
import type { Table } from '../../table/table.ts'
import { absent, putOne, transact } from '../../table/write.ts'
import { electionKeys } from '../keys.ts'
import { registeredAs, sealPerson, unsealPerson } from './do-not-draw.ts'

type Register = { readonly table: Table; readonly vault: Vault<'roll'> }

const keyOfKey: Key = { pk: electionKeys.doNotDraw(), sk: 'KEY' }
const personKey = (name: string): Key => ({ pk: electionKeys.doNotDraw(), sk: `PERSON#${name}` })
const context = { register: 'do-not-draw' }
const WrappedKey = z.object({ wrapped: z.instanceof(Uint8Array) })
const Entry = z.object({ sealed: z.instanceof(Uint8Array), since: Instant })

const keyBytes = 32

/** The register's key: made with its first entry; undefined before that. */
const findKey = async ({ table, vault }: Register): Promise<Uint8Array | undefined> => {
  const standing = await getItem(table, keyOfKey, WrappedKey)
  return standing && vault.unwrap('roll', context, standing.wrapped)
}

/** The register's key; makes it if there is none. Two who make it at once get the one that was written first. */
const keyOf = async (register: Register): Promise<Uint8Array> => {
  const standing = await findKey(register)
  if (standing !== undefined) return standing
  const wrapped = await register.vault.wrap('roll', context, freshBytes(keyBytes))
  await putOne(register.table, { put: { ...keyOfKey, wrapped }, ...absent })
  const made = await findKey(register)
  if (made === undefined) throw new Error('The do-not-draw register has no key')
  return made
}

/** The do-not-draw register for one person at a time. */
export const openDoNotDraw = (register: Register) => {
  const findKey = memoize(1, (_: 'key') => keyOf(register))
  const nameOf = async (person: string) => {
    const key = await findKey('key')
    if (key === undefined) throw new Error('The do-not-draw register has no key')
    return { key, at: personKey(registeredAs(key, person)) }
  }
  const { table } = register
  return {
    /** Since when this person is on the register. Table, strong, 1 RCU. */
    since: async (person: string): Promise<Instant | undefined> =>
      (await getItem(table, (await nameOf(person)).at, Entry))?.since,

    /** Puts a person on the register; who is on it stays on it since then. 1 item, 1 WCU. */
    put: async (person: string, now: Instant): Promise<void> => {
      const { key, at } = await nameOf(person)
      await putOne(table, { put: { ...at, sealed: sealPerson(key, person), since: now }, ...absent })
    },

    /** Takes a person off the register. 1 item, 1 WCU. */
    remove: async (person: string): Promise<void> => {
      const { at } = await nameOf(person)
      await transact(table, [{ delete: at, condition: 'attribute_exists(pk)' }])
    },
  }
}

/** Everybody on the register, for whoever freezes a pool. Table, strong, 1 RCU per 4 KB. */
export const peopleNotToDraw = async (register: Register): Promise<readonly string[]> => {
  const key = await findKey(register)
  if (key === undefined) return []
  const entries = await readAll(register.table, { pk: electionKeys.doNotDraw(), skPrefix: 'PERSON#' }, Entry)
  return entries.map(({ sealed }) => unsealPerson(key, sealed))
}
