// A state machine as states and arrows, for comparison with its drawing.
import { createRequire } from 'node:module'
import * as z from 'zod'
import { at, listOf } from './synthesized.ts'

export const StateMachine = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), z.looseObject({ Type: z.string() })),
})
/** All states of a machine and of the machines inside it, and the arrows between them. */
export const shapeOf = (
  machine: unknown,
): { readonly states: readonly string[]; readonly arrows: readonly string[] } => {
  const { StartAt, States } = StateMachine.parse(machine)
  const parts = Object.entries(States).map(([name, state]) => {
    const inner = state.ItemProcessor === undefined ? undefined : shapeOf(state.ItemProcessor)
    const next = [
      state.Next,
      state.Default,
      ...listOf(state.Choices).map((choice) => at(choice, 'Next')),
      ...listOf(state.Catch).map((caught) => at(caught, 'Next')),
    ].filter((target) => target !== undefined)
    const isLast = state.End === true || state.Type === 'Succeed' || state.Type === 'Fail'
    return {
      states: [name, ...(inner?.states ?? [])],
      arrows: [
        ...[...next, ...(isLast ? ['[*]'] : [])].map((target) => `${name} --> ${target}`),
        ...(inner?.arrows ?? []),
      ],
    }
  })
  return {
    states: parts.flatMap(({ states }) => states),
    arrows: [`[*] --> ${StartAt}`, ...parts.flatMap(({ arrows }) => arrows)],
  }
}

/** The arrows in a page's drawing, without duplicates, in order. */
export const arrowsDrawn = (page: string): readonly string[] => {
  const drawing = /```mermaid\n(.*?)```/s.exec(page)?.[1] ?? ''
  return [...new Set(drawing.split('\n').flatMap((line) => /^\s*(\S+ --> \S+)$/.exec(line)?.[1] ?? []))].sort()
}

// The package is CommonJS and its types cannot be found by Node's resolution.
export const isValidLanguage = z
  .function({ input: [z.unknown()], output: z.unknown() })
  .implement(createRequire(import.meta.url)('asl-validator'))
