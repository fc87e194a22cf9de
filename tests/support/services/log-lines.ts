// Captures the logs of the code under test. `vi.restoreAllMocks()` undoes it.
import { vi } from 'vitest'
import * as z from 'zod'

/** All lines logged from now on, as text. */
export const linesLogged = (): readonly string[] => {
  const lines: string[] = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0)
  return lines
}

/** The fields of these lines. */
export const fieldsOf = (lines: readonly string[]) =>
  lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))
