import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importRoll } from '../../infra/workflows/import-roll/workflow.ts'
import { arrowsDrawn, isValidLanguage, StateMachine, shapeOf } from './support/machine-shape.ts'
import { at, listOf } from './support/synthesized.ts'

const definition: unknown = JSON.parse(
  JSON.stringify(importRoll.define((step) => `arn:aws:lambda:eu-west-1:123456789012:function:${step}`)),
)

describe('import-roll', () => {
  const page = readFileSync('docs/state-machines/import-roll.md', 'utf8')
  const { states, arrows } = shapeOf(definition)

  it('import-roll is valid Amazon States Language', async () => {
    expect(await isValidLanguage(definition)).toMatchObject({ isValid: true, errors: [] })
  })

  it('import-roll matches its drawing: the same arrows between the same states, each state explained', () => {
    expect(arrowsDrawn(page)).toEqual([...new Set(arrows)].sort())
    for (const state of states) expect(page).toContain(`\`${state}\` |`)
  })

  it('import-roll retries every step, and reports lasting failures as a stopped import', () => {
    const tasks = Object.entries(StateMachine.parse(definition).States).filter(([, { Type }]) => Type === 'Task')
    expect(tasks.map(([name]) => name)).toEqual([
      'ReadRegister',
      'CheckVoters',
      'FreezeRoll',
      'RejectImport',
      'RejectStopped',
    ])
    for (const [name, state] of tasks) {
      expect(listOf(state.Retry).length).toBeGreaterThan(0)
      const caught = listOf(state.Catch).map((each) => at(each, 'Next'))
      expect(caught).toEqual(name.startsWith('Reject') ? [] : ['StopImport'])
    }
  })
})
