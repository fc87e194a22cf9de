// Child processes of a run on the third-party emulator are stopped when the run ends, for whatever reason it ends.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { runKept, startKept } from '../../local/foreign/kept-process.ts'
import { membersOf } from '../../local/foreign/listeners.ts'

const directory = mkdtempSync(join(tmpdir(), 'wijk-kept-'))
afterAll(() => rmSync(directory, { recursive: true }))
const options = { cwd: directory, env: process.env, log: join(directory, 'log') }
/** A program with a child process; both would run for minutes. */
const family = { ...options, command: '/bin/sh', args: ['-c', 'sleep 300 & sleep 300'] }

const comesTo = async (group: number, wanted: (members: number) => boolean): Promise<boolean> => {
  for (let tried = 0; tried < 200; tried++) {
    if (wanted(membersOf(group).length)) return true
    await pause(25)
  }
  return false
}
const isThere = (members: number) => members >= 4
const isGone = (members: number) => members === 0

describe('a child process', () => {
  it('a child process ends with all its children when its parent is killed', async () => {
    const source = `import { startKept } from ${JSON.stringify(join(process.cwd(), 'local/foreign/kept-process.ts'))}
      const { group } = startKept({ ...${JSON.stringify({ ...family, env: {} })}, env: process.env })
      process.stdout.write(String(group))`
    const starter = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const group = await new Promise<number>((resolve) => starter.stdout.once('data', (said) => resolve(Number(said))))
    expect(await comesTo(group, isThere)).toBe(true)
    starter.kill('SIGKILL')
    expect(await comesTo(group, isGone)).toBe(true)
  })

  it('a child process ends with all its children when it is stopped', async () => {
    const kept = startKept(family)
    expect(await comesTo(kept.group, isThere)).toBe(true)
    await kept.stop()
    expect(await comesTo(kept.group, isGone)).toBe(true)
  })

  it('a child process leaves nothing behind when it ends on its own', async () => {
    const kept = startKept({ ...family, args: ['-c', 'sleep 300 & exit 3'] })
    expect(await kept.ended).toBe(3)
    expect(await comesTo(kept.group, isGone)).toBe(true)
  })

  it('a child process that fails is reported with its last output', async () => {
    await expect(runKept({ ...family, args: ['-c', 'echo no disk left; exit 4'] })).rejects.toThrow(
      /ended with 4 .*\n.*no disk left/s,
    )
  })

  it('a child process that cannot be found is a failure', async () => {
    await expect(runKept({ ...family, command: 'no-such-program', args: [] })).rejects.toThrow(/ended with 127/)
  })
})
