// Which addresses a process group listens on, from Linux' /proc: no part of a run may be reachable from another machine.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { messageOf } from '../emulator/json.ts'

/** Empty for a process that ends meanwhile. */
const unlessGone = <Value>(read: () => Value, otherwise: Value): Value => {
  try {
    return read()
  } catch (error) {
    if (/ENOENT|ESRCH|EACCES/.test(messageOf(error))) return otherwise
    throw error
  }
}

/** Process group: the fifth field of `pid (name) state ppid pgrp …`. */
const groupOf = (pid: string): number => {
  const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '')
  return Number(/^\d+ \(.*\) \S \d+ (\d+)/s.exec(stat)?.[1])
}

/** Processes of a group that still exist. */
export const membersOf = (group: number): readonly string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && groupOf(pid) === group)

const socketsOf = (pid: string): readonly string[] =>
  unlessGone(() => readdirSync(`/proc/${pid}/fd`), []).flatMap((descriptor) => {
    const link = unlessGone(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`), '')
    return /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []
  })

const listening = '0A'
/** 127.0.0.1, ::1 and ::ffff:127.0.0.1, as /proc writes them. */
const loopback = /^(0100007F|0{24}01000000|0{16}FFFF00000100007F):/

type Listener = { readonly address: string; readonly isLoopback: boolean }

/** The rows of a table in /proc/net with listening sockets that are among `own` (by their inode). */
export const listenersIn = (table: string, own: ReadonlySet<string>): readonly Listener[] =>
  table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, address = '', , state, , , , , , inode = '']) =>
      state === listening && own.has(inode) ? [{ address, isLoopback: loopback.test(address) }] : [],
    )

/** The TCP sockets on which a process group listens. */
export const listenersOf = (group: number): readonly Listener[] => {
  const own = new Set(membersOf(group).flatMap(socketsOf))
  return ['tcp', 'tcp6'].flatMap((table) => listenersIn(readFileSync(`/proc/net/${table}`, 'utf8'), own))
}
