import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InitiativeStatus, TransitionName, transitions } from '../../../shared/initiatives/transitions.ts'

const drawing = readFileSync(new URL('../../../docs/state-machines/initiative.md', import.meta.url), 'utf8')
const arrows = [...drawing.matchAll(/^ {2}([a-z-]+) --> ([a-z-]+): ([a-z-]+)$/gm)].map(
  ([, from, to, step]) => `${from} → ${to}: ${step}`,
)

describe('the drawing of the states of an initiative', () => {
  it('has an arrow for each declared step, and no other', () => {
    const declared = Object.entries(transitions).flatMap(([step, { from, to }]) =>
      from.map((status) => `${status} → ${to === 'unchanged' ? status : to}: ${step}`),
    )
    expect(arrows.sort()).toEqual(declared.sort())
  })

  it('shows every state, and an end for each that leads nowhere', () => {
    const ends = [...drawing.matchAll(/^ {2}([a-z-]+) --> \[\*\]$/gm)].map(([, status]) => status)
    const leadsOn = new Set<string>(Object.values(transitions).flatMap(({ from }) => [...from]))
    expect(ends.sort()).toEqual(InitiativeStatus.options.filter((status) => !leadsOn.has(status)).sort())
  })

  it('knows the steps that can be recorded', () => {
    expect([...TransitionName.options].sort()).toEqual(Object.keys(transitions).sort())
  })
})
