import { describe, expect, it } from 'vitest'
import { InstantInput } from '../../../shared/kernel/clock.ts'

describe('an instant as a client writes it', () => {
  it.each([
    '9999-12-31T23:59:59-05:00',
    '0000-01-01T00:00:00+05:00',
    '9999-06-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-03-18',
  ])('an instant as a client writes it refuses %s without a fault', (text) => {
    expect(InstantInput.safeParse(text).success).toBe(false)
  })

  it('an instant as a client writes it is read as UTC, whatever its offset', () => {
    expect(InstantInput.parse('2026-03-18T07:30:00+01:00')).toBe('2026-03-18T06:30:00.000Z')
  })
})
