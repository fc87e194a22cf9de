import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataHeld, emptyHeld, holdData } from '../../../local/emulator/holder.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wijk-held-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))
const note = () => join(directory, 'holder.json')

/** Another process that holds the data directory until it ends. */
const otherHolder = async () => {
  const module = JSON.stringify(resolve('local/emulator/holder.ts'))
  const code = `const { holdData } = await import(${module}); holdData(${JSON.stringify(directory)}, 3456); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((held) => child.stdout.once('data', held))
  const ended = new Promise((settle) => child.once('exit', settle))
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { pid: child.pid ?? 0, end }
}

describe('a data directory', () => {
  it('a data directory that another process holds is refused, with the id, port and start time of that process', async () => {
    const other = await otherHolder()
    expect(() => holdData(directory, 4000)).toThrow(DataHeld)
    expect(() => holdData(directory, 4000)).toThrow(
      new RegExp(
        `process ${other.pid}, which has served http://127\\.0\\.0\\.1:3456 since \\d{4}-\\d\\d-\\d\\dT.*kill ${other.pid}`,
      ),
    )
    await other.end('SIGKILL')
  })

  it('a data directory of a process that was killed is taken over', async () => {
    const other = await otherHolder()
    await other.end('SIGKILL')
    expect(existsSync(note())).toBe(true)
    holdData(directory, 4000)()
    expect(existsSync(note())).toBe(false)
  })

  it('a data directory is taken over if the id of a killed process now belongs to another one, or the note is malformed', () => {
    writeFileSync(note(), JSON.stringify({ pid: process.ppid, began: '1', port: 3000, since: '2026-01-01T00:00:00Z' }))
    holdData(directory, 4000)()
    writeFileSync(note(), '{"pid":')
    const letGo = holdData(directory, 4001)
    expect(JSON.parse(readFileSync(note(), 'utf8'))).toMatchObject({ pid: process.pid, port: 4001 })
    letGo()
  })

  it('a data directory is emptied except for the note that says who holds it', () => {
    const letGo = holdData(directory, 4000)
    writeFileSync(join(directory, 'state.db'), 'old')
    emptyHeld(directory)
    expect(existsSync(join(directory, 'state.db'))).toBe(false)
    expect(JSON.parse(readFileSync(note(), 'utf8'))).toMatchObject({ pid: process.pid, port: 4000 })
    letGo()
  })
})
