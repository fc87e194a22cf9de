// docs/state-machines/round.md is true: it draws every state that is stored, and only steps that exist.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { roundsOperations } from '../../../shared/rounds/operations.ts'
import { RoundStatus } from '../../../shared/rounds/round.ts'

const page = readFileSync(fileURLToPath(new URL('../../../docs/state-machines/round.md', import.meta.url)), 'utf8')
const arrows = [...page.matchAll(/^ {2}(\S+) --> ([^\s:]+)(?:: (.+))?$/gm)].map(([, from, to, label = '']) => ({
  from,
  to,
  steps: label.split(', ').filter((word) => /^[a-z]+([A-Z]|-)/.test(word)),
}))

const readOnly = ['getRound', 'listRounds', 'listRoundEntries']

describe('the drawing of a round', () => {
  it('has every state that is stored, and no other', () => {
    const drawn = new Set(arrows.flatMap(({ from, to }) => [from, to]).filter((state) => state !== '[*]'))
    expect([...drawn].sort()).toEqual([...RoundStatus.options].sort())
  })

  it('names every operation that changes a round, and the consumer that settles it', () => {
    const drawn = new Set(arrows.flatMap(({ steps }) => steps))
    const changing = Object.keys(roundsOperations).filter((id) => !readOnly.includes(id))
    expect([...drawn].sort()).toEqual([...changing, 'settle-round'].sort())
  })
})
