import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { problemsOf } from '../../../shared/api/declared-problems.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { operations } from '../../../shared/operations.ts'

const all: readonly [string, Operation][] = Object.entries(operations)

const fieldsOf = (schema: z.ZodType): readonly string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

const complaintsAbout = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ code }) => code)

describe('the operations of the API', () => {
  it('the operations of the API are stored under their own ids', () => {
    expect(all.map(([key]) => key)).toEqual(all.map(([, operation]) => operation.id))
  })

  it('the operations of the API each have a different method and path', () => {
    const routes = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`)
    expect(new Set(routes).size).toBe(routes.length)
  })

  // If a fixed address also matched a path with a parameter, it would answer to the methods of both.
  it('the operations of the API have addresses that cannot be mistaken for one another', () => {
    const addresses = [...new Set(all.map(([, { path }]) => path))]
    const isReadAs = (path: string, other: string) => {
      const [steps, others] = [path.split('/'), other.split('/')]
      return (
        steps.length === others.length &&
        steps.every((step, index) => others[index]?.startsWith('{') || step === others[index])
      )
    }
    const doubtful = addresses.flatMap((path) =>
      addresses.filter((other) => other !== path && isReadAs(path, other)).map((other) => `${path} as ${other}`),
    )
    expect(doubtful).toEqual([])
  })

  it.each(all)('%s has exactly the parameters that its path names', (_, operation) => {
    const named = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
    expect([...fieldsOf(operation.params)].sort()).toEqual(named.sort())
  })

  it.each(all)('%s refuses undeclared fields', (_, operation) => {
    const objects = [operation.params, operation.query, operation.body].filter((part) => part instanceof z.ZodObject)
    expect(objects.length).toBeGreaterThan(1)
    for (const part of objects) expect(complaintsAbout(part, { planted: 1 })).toContain('unrecognized_keys')
  })

  it.each(all)('%s names only refusals of its catalogue, each once', (_, operation) => {
    expect(operation.refusals.filter((code) => operation.catalogue[code] === undefined)).toEqual([])
    expect(new Set(operation.refusals).size).toBe(operation.refusals.length)
  })

  it.each(all)('%s requires a key for retries if it creates, or the version seen if it changes', (_, operation) => {
    if (operation.method === 'GET') expect(operation.requires).toBeUndefined()
    if (operation.method === 'PATCH') expect(operation.requires).toBe('if-match')
    expect(problemsOf(operation).map(({ status }) => status)).toContain(400)
  })

  it.each(all)('%s has at least one success answer', (_, operation) => {
    expect(Object.keys(operation.responses).length).toBeGreaterThan(0)
  })
})
