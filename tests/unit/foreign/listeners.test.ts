// Whether other machines can reach the third-party emulator is read from the tables of the Linux kernel.
import { describe, expect, it } from 'vitest'
import { listenersIn } from '../../../local/foreign/listeners.ts'

const row = (address: string, state: string, inode: number) =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0`
const table = (...rows: readonly string[]) => ['  sl  local_address rem_address   st …', ...rows, ''].join('\n')

describe('a socket that listens', () => {
  it.each([
    ['127.0.0.1', '0100007F:11D6', true],
    ['every address', '00000000:11D6', false],
    ['an address of a network', '0A00000A:11D6', false],
    ['::1', '00000000000000000000000001000000:11D6', true],
    ['127.0.0.1 written for IPv6', '0000000000000000FFFF00000100007F:11D6', true],
    ['every address for IPv6', '00000000000000000000000000000000:11D6', false],
  ])('a socket that listens on %s is recognized', (_, address, isLoopback) => {
    expect(listenersIn(table(row(address, '0A', 7)), new Set(['7']))).toEqual([{ address, isLoopback }])
  })

  it('a socket that listens counts if it belongs to our process, and connections do not', () => {
    const rows = table(row('00000000:11D6', '0A', 8), row('00000000:11D7', '01', 7))
    expect(listenersIn(rows, new Set(['7']))).toEqual([])
  })
})
