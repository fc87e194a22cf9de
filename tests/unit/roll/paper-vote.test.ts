import { describe, expect, it } from 'vitest'
import { Instant } from '../../../shared/kernel/clock.ts'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { objectionToPolling, objectionToVoter, refusalOfMarked } from '../../../shared/roll/paper-vote.ts'

const at = (text: string) => Instant.parse(`2026-03-18T${text}.000Z`)
const hours = { pollingOpensAt: at('06:30:00'), pollingClosesAt: at('20:00:00') }
const pernis = WardCode.parse('pernis')

describe('a vote on paper', () => {
  it('a vote on paper is possible from the opening of the polls until they close', () => {
    expect(objectionToPolling(hours, at('06:30:00'))).toBeUndefined()
    expect(objectionToPolling(hours, at('19:59:59'))).toBeUndefined()
    for (const moment of ['06:29:59', '20:00:00'])
      expect(objectionToPolling(hours, at(moment))).toMatchObject({ code: 'polling-not-open', facts: hours })
  })

  it('a vote on paper is not possible in an election that was called off', () => {
    expect(objectionToPolling(undefined, at('12:00:00'))).toMatchObject({ code: 'election-called-off' })
  })

  it('a vote on paper is given in the ward where the person stands on the roll', () => {
    expect(objectionToVoter({ wardCode: pernis }, pernis)).toBeUndefined()
    expect(objectionToVoter({ wardCode: WardCode.parse('heijplaat') }, pernis)).toMatchObject({
      code: 'person-of-other-ward',
    })
    expect(objectionToVoter({}, pernis)).toMatchObject({ code: 'person-not-on-roll' })
  })

  it('a vote on paper is refused to somebody with a mark, by the way in which they vote', () => {
    expect([refusalOfMarked('paper').code, refusalOfMarked('online').code]).toEqual(['has-voted', 'has-online-permit'])
  })
})
