// The launcher of the third-party emulator refuses additions that it cannot read. These tests need Python, but not ministack.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const launcher = join(process.cwd(), 'local', 'foreign', 'launcher')
const python = (code: string, input: unknown) =>
  spawnSync('python3', ['-B', '-c', code], {
    cwd: launcher,
    env: { ...process.env, PYTHONPATH: launcher },
    input: JSON.stringify(input),
    encoding: 'utf8',
  })
const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0

/** The result of a Python expression for a value, or the last line of the error. */
const evaluate = (imports: string, expression: string, given: unknown): unknown => {
  const code = `import json, sys\ngiven = json.load(sys.stdin)\n${imports}\nprint(json.dumps(${expression}))`
  const { status, stdout, stderr } = python(code, given)
  return status === 0 ? JSON.parse(stdout) : (stderr.trim().split('\n').at(-1) ?? '')
}

const check = (pattern: unknown) => evaluate('from gaps import patterns', 'patterns.check(given)', pattern)
const matches = (pattern: unknown, value: unknown) =>
  evaluate('from gaps import patterns', 'patterns.matches(*given)', [pattern, value])

/** Stands in for the emulator’s tables, with the keys and one index of our table. */
const tables = `import types
hash_of = lambda name: [{'AttributeName': name, 'KeyType': 'HASH'}]
services = types.ModuleType('ministack.services'); services.dynamodb = types.SimpleNamespace(_tables={
  'main': {'KeySchema': hash_of('pk'), 'GlobalSecondaryIndexes': [{'IndexName': 'gsi1', 'KeySchema': hash_of('gsi1pk')}]}})
sys.modules['ministack'] = types.ModuleType('ministack'); sys.modules['ministack.services'] = services
from gaps import leading_keys`
const keysOf = (request: unknown) => evaluate(tables, 'leading_keys.of_request(given)', request)
const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } })

describe.skipIf(!hasPython)('the filter of a pipe', () => {
  const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { pk: { S: [{ prefix: 'OUTBOX#' }] } } } }

  it('the filter of a pipe is supported in our form, and accepts only what it names', () => {
    expect(check(pattern)).toBeNull()
    const record = (eventName: string, pk: string) => ({ eventName, dynamodb: { NewImage: { pk: { S: pk } } } })
    expect(matches(pattern, record('INSERT', 'OUTBOX#3'))).toBe(true)
    expect(matches(pattern, record('MODIFY', 'OUTBOX#3'))).toBe(false)
    expect(matches(pattern, record('INSERT', 'POLL#3'))).toBe(false)
    expect(matches(pattern, { eventName: 'INSERT' })).toBe(false)
  })

  it.each([
    ['a suffix', { a: [{ suffix: 'x' }] }],
    ['a comparison', { a: [{ numeric: ['>', 1] }] }],
    ['anything but', { a: [{ 'anything-but': ['x'] }] }],
    ['presence', { a: [{ exists: true }] }],
    ['a prefix that ignores case', { a: [{ prefix: { 'equals-ignore-case': 'x' } }] }],
    ['a choice between fields', { $or: [{ a: ['x'] }, { b: ['y'] }] }],
    ['two operators at once', { a: [{ prefix: 'x', suffix: 'y' }] }],
    ['a value without a list', { a: 'x' }],
  ])('the filter of a pipe with %s stops the deployment', (_, unknown) => {
    expect(check(unknown)).toMatch(/^gaps\.patterns\.UnknownOperator: The pipe's filter /)
  })
})

describe.skipIf(!hasPython)('the keys that a request names', () => {
  it.each([
    ['a read', { TableName: 'main', Key: item('POLL#1') }, ['POLL#1']],
    ['a write', { TableName: 'main', Item: item('POLL#1') }, ['POLL#1']],
    [
      'a query of an index, by its own key',
      {
        TableName: 'main',
        IndexName: 'gsi1',
        KeyConditionExpression: '#k = :k AND begins_with(gsi1sk, :b)',
        ExpressionAttributeNames: { '#k': 'gsi1pk' },
        ExpressionAttributeValues: { ':k': { S: 'WARD#x' }, ':b': { S: 'a' } },
      },
      ['WARD#x'],
    ],
    ['many reads', { RequestItems: { main: { Keys: [item('A'), item('B')] } } }, ['A', 'B']],
    [
      'many writes',
      { RequestItems: { main: [{ PutRequest: { Item: item('A') } }, { DeleteRequest: { Key: item('B') } }] } },
      ['A', 'B'],
    ],
  ])('the keys that a request names are read from %s', (_, request, keys) => {
    expect(keysOf(request)).toEqual(keys)
  })

  it.each([
    ['a scan', { TableName: 'main' }],
    ['PartiQL', { Statement: 'SELECT * FROM main' }],
    ['many writes of which one has no key', { RequestItems: { main: [{ PutRequest: { Item: item('A') } }, {}] } }],
    ['a table that is not there', { TableName: 'other', Key: item('A') }],
    ['an index that is not there', { TableName: 'main', IndexName: 'gsi9', KeyConditionExpression: 'pk = :k' }],
    ['a key that is no text', { TableName: 'main', Key: { pk: { N: '1' } } }],
    [
      'a query that names its key twice',
      {
        TableName: 'main',
        KeyConditionExpression: 'pk = :a AND pk = :b',
        ExpressionAttributeValues: { ':a': { S: 'A' }, ':b': { S: 'B' } },
      },
    ],
  ])(
    'the keys that a request names are not read from %s, so that a right with a condition on keys refuses it',
    (_, request) => {
      expect(keysOf(request)).toBeNull()
    },
  )
})
