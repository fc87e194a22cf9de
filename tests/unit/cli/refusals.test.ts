import { afterAll, describe, expect, it } from 'vitest'
import { served, wijkInDirectory } from '../cli-verify/run-wijk.ts'

const { wijk, remove } = wijkInDirectory()
afterAll(remove)

describe('what a command cannot use', () => {
  it.each([
    [['verify', 'export.ndjson', '--signingkey', 'key.pem'], '--signingkey', '--signing-key'],
    [['tally', 'votes.pb', '--jsno'], '--jsno', '--json'],
    [['receipt', 'receipt.json', '-x'], '-x', ''],
  ])('an option that it does not have: %j', async (args, unknown, known) => {
    const { status, stdout, stderr } = await wijk(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`There is no option ${unknown}.`)
    expect(stderr.toLowerCase().replaceAll('-', '')).toContain(known.replaceAll('-', ''))
  })

  it('an address at which nobody answers, named without a stack trace', async () => {
    const gone = await served(() => {})
    gone.close()
    const { status, stderr } = await wijk('verify', `${gone.url}/polls/0193c3c6-7a00-7000-8000-000000000001`)
    expect(status).toBe(2)
    expect(stderr).toMatch(/Nobody answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
