// From a step to the stored item: the condition, the removed attributes, the events beside it, and the refusal of the first
// part whose condition fails.
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { instantOf } from '../../shared/kernel/clock.ts'
import { machineOf, type StepEvent } from '../../shared/kernel/machine.ts'
import type { Refusal } from '../../shared/kernel/refusals.ts'
import { getItem } from '../../shared/table/read.ts'
import { change, changeOf, type Kept, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { absent } from '../../shared/table/write.ts'
import { documents, freshTables } from '../support/engine/engine.ts'

const common = { id: z.string(), version: z.int(), readers: z.int().optional() }
const Letter = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('written'), text: z.string(), note: z.string().optional() }),
  z.object({ ...common, status: z.literal('sent'), text: z.string(), sentTo: z.string() }),
  z.object({ ...common, status: z.literal('burnt') }),
])
type Letter = z.infer<typeof Letter>

const eventFor =
  (type: string) =>
  ({ id }: Letter): StepEvent => ({ type, subject: `letters/${id}`, data: {} })
const { begin, step, machine } = machineOf<Letter>()
const letters = machine('letter', {
  write: begin({ to: 'written', eventFor: eventFor('written') }),
  amend: step({ from: ['written'], to: 'same', otherwise: 'not-amendable', eventFor: eventFor('amended') }),
  send: step({ from: ['written'], to: 'sent', otherwise: 'sent-already', eventFor: eventFor('sent') }),
  burn: step({ from: ['written', 'sent'], to: 'burnt', otherwise: 'burnt-already', eventFor: eventFor('burnt') }),
})
const key = (id: string) => ({ pk: `LETTER#${id}`, sk: 'LETTER' })
const kept: Kept<Letter> = {
  schema: Letter,
  key: ({ id }) => key(id),
  index: (letter) => (letter.status === 'written' ? { gsi1pk: 'DESK', gsi1sk: letter.id } : {}),
  untouched: ['readers'],
  extraCondition: (name, after) =>
    name === 'burn' ? { condition: 'readers = :most', values: { ':most': after.readers ?? 0 } } : undefined,
}

const now = instantOf(1_770_000_000_000)
const taken = <Value extends { readonly refused: false }>(value: Value | Refusal): Value => {
  if (value.refused) throw new Error(value.code)
  return value
}
const written = letters.begin('write', { id: '1', text: 'Dear council', note: 'Mind the bins', readers: 0 })
const sent = taken(letters.take('send', written.after, ({ id, text }) => ({ id, text, sentTo: 'the council' })))

let table: Table
beforeEach(async () => {
  table = (await freshTables()).table
})

const standing = (id = '1') => getItem(table, key(id), z.record(z.string(), z.unknown()))
const outbox = async () => {
  const shards = await Promise.all(
    [...Array(8).keys()].map((shard) =>
      documents().send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `OUTBOX#${shard}` },
        }),
      ),
    ),
  )
  return shards.flatMap(({ Items = [] }) =>
    Items.map(({ detail }) => z.object({ type: z.string(), time: z.string() }).parse(JSON.parse(String(detail)))),
  )
}

describe('a new thing', () => {
  it('a new thing is stored under its key and in its index, together with its event', async () => {
    expect(await save(table, now, changeOf(kept, written))).toEqual({ refused: false })
    expect(await standing()).toEqual({
      ...key('1'),
      ...{ gsi1pk: 'DESK', gsi1sk: '1', id: '1', status: 'written', version: 1 },
      ...{ text: 'Dear council', note: 'Mind the bins', readers: 0 },
    })
    expect(await outbox()).toEqual([{ type: 'written', time: now }])
  })

  it('a new thing is created once: a second attempt is refused with the existing item, and without an event', async () => {
    await save(table, now, changeOf(kept, written))
    const other = letters.begin('write', { id: '1', text: 'Another' })
    expect(await save(table, now, changeOf(kept, other))).toMatchObject({
      refused: true,
      code: 'changed-meanwhile',
      standing: { text: 'Dear council' },
    })
    expect(await outbox()).toHaveLength(1)
  })

  it('a new thing is stored without unknown fields and undefined values', async () => {
    const odd = { id: '2', text: 'Dear council', note: undefined, secret: 'x' }
    await save(table, now, changeOf(kept, letters.begin('write', odd)))
    expect(Object.keys((await standing('2')) ?? {}).sort()).toEqual(
      ['gsi1pk', 'gsi1sk', 'id', 'pk', 'sk', 'status', 'text', 'version'].sort(),
    )
  })
})

describe('a step', () => {
  beforeEach(() => save(table, now, changeOf(kept, written)))

  it('a step replaces changed attributes, and removes attributes and index entries that the new state does not have', async () => {
    expect(await save(table, now, changeOf(kept, sent))).toEqual({ refused: false })
    expect(await standing()).toEqual({
      ...key('1'),
      ...{ id: '1', status: 'sent', version: 2, text: 'Dear council', sentTo: 'the council', readers: 0 },
    })
    expect((await outbox()).map(({ type }) => type).sort()).toEqual(['sent', 'written'])
  })

  it('a step is refused when the thing has another version', async () => {
    await save(table, now, changeOf(kept, taken(letters.take('amend', written.after, (it) => it))))
    expect(await save(table, now, changeOf(kept, sent))).toMatchObject({
      refused: true,
      code: 'changed-meanwhile',
      standing: { version: 2, status: 'written' },
    })
    expect(await outbox()).toHaveLength(2)
  })

  it('a step is refused when the thing is in a state from which it may not start, whatever its version', async () => {
    await save(table, now, changeOf(kept, sent))
    // Somebody has changed the version by hand.
    const forged = { ...written.after, version: 2 }
    const again = taken(letters.take('send', forged, ({ id, text }) => ({ id, text, sentTo: 'the mayor' })))
    expect(await save(table, now, changeOf(kept, again))).toMatchObject({ refused: true, standing: { status: 'sent' } })
  })

  it('a step may start from each of its states', async () => {
    await save(table, now, changeOf(kept, sent))
    const burnt = taken(letters.take('burn', sent.after, ({ id }) => ({ id })))
    expect(await save(table, now, changeOf(kept, burnt))).toEqual({ refused: false })
  })

  it('a step leaves attributes with separate writes unchanged, unless it sets them', async () => {
    const read = change(
      [
        {
          update: key('1'),
          expression: 'SET readers = :many',
          condition: 'attribute_exists(pk)',
          values: { ':many': 7 },
        },
      ],
      [],
      'no-letter',
    )
    await save(table, now, read)
    await save(
      table,
      now,
      changeOf(kept, taken(letters.take('amend', written.after, (it) => ({ ...it, text: 'New' })))),
    )
    expect(await standing()).toMatchObject({ readers: 7, text: 'New', version: 2 })
    const amended = { ...written.after, version: 2 }
    const anew = taken(letters.take('amend', amended, (it) => ({ ...it, readers: 1 })))
    await save(table, now, changeOf(kept, anew))
    expect(await standing()).toMatchObject({ readers: 1, version: 3 })
  })

  it('a step removes attributes that it leaves undefined', async () => {
    const bare = taken(letters.take('amend', written.after, (it) => ({ ...it, note: undefined })))
    expect(await save(table, now, changeOf(kept, bare))).toEqual({ refused: false })
    expect(Object.keys((await standing()) ?? {})).not.toContain('note')
  })

  it('a step is refused when a further condition is not met', async () => {
    const burn = (readers: number) =>
      changeOf(kept, taken(letters.take('burn', written.after, ({ id }) => ({ id, readers }))))
    expect(await save(table, now, burn(3))).toMatchObject({ refused: true, code: 'changed-meanwhile' })
    expect(await save(table, now, burn(0))).toEqual({ refused: false })
  })
})

describe('several changes', () => {
  const put = (id: string) => change([{ put: key(id), ...absent }], [], `${id}-is-there`)

  it('several changes happen together or not at all, and the first one that fails gives the refusal with the existing item', async () => {
    await save(table, now, put('a'), put('b'))
    const two = change(
      [
        { put: key('c'), ...absent },
        { put: key('b'), ...absent },
      ],
      [],
      'b-or-c-is-there',
    )
    const refused = await save(table, now, changeOf(kept, written), two, put('a'))
    expect(refused).toMatchObject({ refused: true, code: 'b-or-c-is-there', standing: key('b') })
    expect([await standing('1'), await standing('c')]).toEqual([undefined, undefined])
    expect(await outbox()).toEqual([])
  })

  it('several changes are refused if a thing that should exist does not', async () => {
    const missing = change([{ check: key('x'), condition: 'attribute_exists(pk)' }], [], 'no-x')
    expect(await save(table, now, put('a'), missing)).toMatchObject({ code: 'no-x', standing: undefined })
  })

  it('several changes publish the events of each change', async () => {
    const noted = change([{ put: key('a'), ...absent }], [{ type: 'noted', subject: 'a', data: {} }], 'a-is-there')
    await save(table, now, changeOf(kept, written), noted)
    expect((await outbox()).map(({ type }) => type).sort()).toEqual(['noted', 'written'])
  })
})
