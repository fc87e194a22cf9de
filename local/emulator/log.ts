// The log of the running system: kept for tests, shown at the chosen level.
export type LogLine = { readonly source: string; readonly text: string }

export type Log = {
  /** A line of a function's console. */
  said(source: string, text: string): void
  /** Something a developer must know: a crash, a failed delivery. */
  warn(text: string): void
  /** One line per request and the like; shown with `--verbose`. */
  note(text: string): void
  readonly lines: readonly LogLine[]
}

export type LogLevel = 'silent' | 'warnings' | 'verbose'

const kept = 100_000
const isWarning = /"level":"(WARN|ERROR|CRITICAL)"|^\s*(Error|[A-Za-z]*Error:)|\b(ERROR|WARN)\b/

/** Writes to standard error what the level admits; keeps the last 100,000 lines. */
export const startLog = (level: LogLevel): Log => {
  const lines: LogLine[] = []
  const keep = (line: LogLine) => {
    lines.push(line)
    if (lines.length > kept * 1.1) lines.splice(0, lines.length - kept)
  }
  return {
    said: (source, text) => {
      keep({ source, text })
      if (level === 'verbose' || (level === 'warnings' && isWarning.test(text))) console.error(`${source}: ${text}`)
    },
    warn: (text) => {
      keep({ source: 'local', text })
      if (level !== 'silent') console.error(`local: ${text}`)
    },
    note: (text) => {
      if (level === 'verbose') console.error(text)
    },
    lines,
  }
}
