import { describe, expect, it } from 'vitest'
import { belongsToElectorate, belongsToRoll } from '../../../shared/voting/poll/eligibility.ts'
import { announcedPoll, day, ward } from '../../support/builders/voting/polls.ts'

const verdict = async (birthDate: string, ageOn: string, wardCode = 'oude-noorden') => {
  const poll = await announcedPoll({ electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn, size: 900 } })
  const decision = belongsToElectorate(poll, { wardCode: ward(wardCode), birthDate: day(birthDate) })
  return decision.refused ? { code: decision.code, facts: decision.facts } : decision.value
}
const tooYoung = { code: 'too-young', facts: { minimumAge: 12 } }

describe('the electorate of a poll', () => {
  it('the electorate of a poll includes a person who turns twelve on the day, but not one who turns twelve the day after', async () => {
    expect(await verdict('2014-03-09', '2026-03-09')).toBe('eligible')
    expect(await verdict('2014-03-10', '2026-03-09')).toEqual(tooYoung)
    expect(await verdict('2014-03-08', '2026-03-09')).toBe('eligible')
  })

  it('the electorate of a poll treats a person born on 29 February as twelve from 29 February of a leap year', async () => {
    expect(await verdict('2016-02-29', '2028-02-28')).toEqual(tooYoung)
    expect(await verdict('2016-02-29', '2028-02-29')).toBe('eligible')
  })

  it('the electorate of a poll treats a person born on 29 February as of age from 1 March of a common year', async () => {
    const poll = await announcedPoll({
      electorate: { wardCode: 'oude-noorden', minimumAge: 14, ageOn: '2026-02-28', size: 900 },
    })
    const born = { wardCode: ward('oude-noorden'), birthDate: day('2012-02-29') }
    expect(belongsToElectorate(poll, born)).toMatchObject({ refused: true, code: 'too-young' })
    const nextDay = {
      ...poll,
      frozen: { ...poll.frozen, electorate: { ...poll.frozen.electorate, ageOn: day('2026-03-01') } },
    }
    expect(belongsToElectorate(nextDay, born)).toMatchObject({ refused: false })
  })

  it('the electorate of a poll does not include residents of another ward, of any age', async () => {
    expect(await verdict('1950-01-01', '2026-03-09', 'agniesebuurt')).toEqual({ code: 'not-your-ward', facts: {} })
    expect(await verdict('2025-01-01', '2026-03-09', 'agniesebuurt')).toEqual({ code: 'not-your-ward', facts: {} })
  })

  it('the electorate of a poll is, where the roll of an election decides, who stands on it in the ward of the poll', async () => {
    const poll = await announcedPoll({
      electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-09', size: 900 },
    })
    expect(belongsToRoll(poll, ward('oude-noorden'))).toMatchObject({ refused: false })
    expect(belongsToRoll(poll, undefined)).toMatchObject({ code: 'not-on-roll' })
    expect(belongsToRoll(poll, ward('agniesebuurt'))).toMatchObject({
      code: 'roll-of-other-ward',
      facts: { wardCode: 'agniesebuurt' },
    })
  })

  it('the electorate of a poll does not include a person born after the day', async () => {
    expect(await verdict('2027-01-01', '2026-03-09')).toEqual(tooYoung)
  })
})
