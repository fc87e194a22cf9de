import { beforeAll, describe, expect, it } from 'vitest'
import { digestOf } from '../../../shared/kernel/digest.ts'
import {
  anyExportText,
  type Published,
  publishedPoll,
  signedByCity,
} from '../../support/builders/voting/published-polls.ts'
import { approvals, byBeacon, bySession, caps, failing, grouped, tied } from './cases.ts'

/** Every place in a value, as a path from its root. */
const placesIn = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, within]) => placesIn(within, [...path, key]))]
    : [path]

const next = (character: string): string =>
  character === 'z' || character === 'Z' || character === '9' ? 'a' : String.fromCharCode(character.charCodeAt(0) + 1)

/** Values that differ as little as possible from this one. */
const otherThan = (value: unknown): readonly unknown[] => {
  if (typeof value === 'number') return [value + 1]
  if (typeof value === 'boolean') return [!value]
  if (value === null) return [1]
  if (typeof value === 'string') {
    const places = [...value.matchAll(/[0-9A-Za-z]/g)].map(({ index }) => index)
    const changed = [places[0], places[places.length >> 1], places.at(-1)].flatMap((at) =>
      at === undefined ? [] : [at],
    )
    return changed.map((at) => `${value.slice(0, at)}${next(value.charAt(at))}${value.slice(at + 1)}`)
  }
  if (Array.isArray(value)) return value.length === 0 ? [[1]] : [value.slice(1), [...value, value[0]]]
  return [{ ...Object(value), unknown: 1 }]
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null

const replacedAt = (value: unknown, [key, ...path]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === key ? replacedAt(each, path, by) : each))
  return isRecord(value) ? { ...value, [key]: replacedAt(value[key], path, by) } : value
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((within, key) => (isRecord(within) ? within[key] : undefined), value)

type Change = { readonly path: readonly string[]; readonly changed: unknown }
/** Copies in which one field is changed or left out, for every field. */
const changesOf = (value: unknown): readonly Change[] =>
  placesIn(value)
    .filter(({ length }) => length > 0)
    .flatMap((path) =>
      [...otherThan(at(value, path)), undefined].map((by) => ({ path, changed: replacedAt(value, path, by) })),
    )

/** The checks that must fail after a change, by the first name of its path. */
const about: { readonly [name: string]: readonly string[] } = {
  format: ['form'],
  poll: ['form', 'configurationHash'],
  configurationHash: ['form', 'configurationHash'],
  configurationSignature: ['form', 'configurationSignature'],
  signingKey: ['form', 'configurationSignature'],
  result: ['form', 'resultDigest'],
  resultDigest: ['form', 'resultDigest'],
  resultSignature: ['form', 'resultSignature'],
  checkpoint: ['form', 'checkpoint'],
  lots: ['form', 'lots'],
  lotsSignature: ['form', 'lots'],
  permit: ['ballotForm', 'permits'],
  choice: ['ballotForm', 'signatures'],
  number: ['ballotForm', 'signatures'],
  choiceSignature: ['ballotForm', 'signatures'],
}

describe('an export changed in any field', () => {
  let ordinary: Published
  let paid: Published
  let drawn: Published
  let thrown: Published
  beforeAll(async () => {
    ;[ordinary, paid, drawn, thrown] = await Promise.all([
      publishedPoll(approvals, {
        rule: { rule: 'greedy_score', budget: 500_000, caps, quorum: { percent: 1, otherwise: 'void' } },
        options: grouped,
      }),
      publishedPoll(approvals, { rule: { rule: 'mes_cost', budget: 500_000 } }),
      publishedPoll(tied, byBeacon),
      publishedPoll(tied, bySession),
    ])
  })

  const refusedWith = async (text: string): Promise<readonly string[]> => {
    try {
      return await failing(text)
    } catch (error) {
      if (error instanceof Error && error.name === 'ExportError') return ['form']
      throw error
    }
  }

  it.each([
    { which: 'ordinary', part: /./, atLeast: 300 },
    { which: 'paid', part: /^poll|^result\/outcome/, atLeast: 100 },
    { which: 'drawn', part: /^lots|^poll\/lots/, atLeast: 15 },
    { which: 'thrown', part: /^lots|^poll\/lots/, atLeast: 15 },
  ] as const)(
    'an export changed in any field fails the verification, for every field of the header: $which',
    async ({ which, part, atLeast }) => {
      const { header, ballots } = { ordinary, paid, drawn, thrown }[which]
      const changes = changesOf(header).filter(({ path }) => part.test(path.join('/')))
      expect(changes.length).toBeGreaterThan(atLeast)
      for (const { path, changed } of changes) {
        const found = await refusedWith(anyExportText(changed, ballots))
        expect(
          about[path[0] ?? '']?.some((check) => found.includes(check)),
          `${path.join('/')}: ${found}`,
        ).toBe(true)
      }
    },
  )

  it('an export changed in any field fails the verification, for every field of every ballot', async () => {
    const { header, ballots } = ordinary
    for (const [line, ballot] of ballots.entries())
      for (const { path, changed } of changesOf(ballot)) {
        const found = await refusedWith(anyExportText(header, ballots.with(line, Object(changed))))
        expect(
          about[path[0] ?? '']?.some((check) => found.includes(check)),
          `${path.join('/')}: ${found}`,
        ).toBe(true)
      }
  })

  it('an export changed in any field fails the verification, for every field of a result that a dishonest city signed again', async () => {
    const { header, ballots } = ordinary
    const beyondProof = /^counts\/marks$|\/sufficed/
    const changes = changesOf(header.result).filter(({ path }) => !beyondProof.test(path.join('/')))
    for (const { path, changed } of changes) {
      const signed = {
        ...header,
        result: changed,
        resultDigest: digestOf(changed),
        resultSignature: signedByCity('result', digestOf(changed)),
      }
      expect(await refusedWith(anyExportText(signed, ballots)), path.join('/')).not.toEqual([])
    }
  })
})
