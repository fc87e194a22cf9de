// What an operator with the poll's permit key and write access to the marks can do to their own city's poll. These tests show
// what the threat model says about which of it can be detected.
import type { KeyObject } from 'node:crypto'
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ResidentId } from '../../../shared/kernel/ids.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import { markVoter } from '../../../shared/voting/store.ts'
import { mintPermit, privateKeyOf, resident, secretsNamed, whileOpen } from '../../support/builders/voting/polls.ts'
import {
  announce,
  blind,
  close,
  codeOf,
  requests,
  setClock,
  someBlindedMessage,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'

describe('an operator who signs extra permits', () => {
  let voting: Voting
  let key: KeyObject
  beforeAll(async () => {
    voting = await startVoting()
    key = privateKeyOf(await secretsNamed())
  })
  afterEach(() => setClock(whileOpen))
  afterAll(() => voting.stop())

  const takePermit = async (poll: Poll, name: string) => {
    const { blindedMessage, unblind } = await blind(poll)
    return unblind(await requests(voting).permit(poll, blindedMessage, resident(name)))
  }
  const stuff = async (poll: Poll, ballots: number) => {
    for (let each = 0; each < ballots; each++)
      expect(codeOf(await requests(voting).cast(poll, mintPermit(key), ['swing']))).toBe(200)
  }

  it('an operator who signs extra permits is detected if there are more ballots than marks: the result is withheld', async () => {
    const poll = await announce(voting)
    for (const name of ['anna', 'bram']) await requests(voting).cast(poll, await takePermit(poll, name), ['bench'])
    await stuff(poll, 1)
    expect(await close(voting, poll)).toBe('withheld')
  })

  it('an operator who signs extra permits is not detected by the numbers if as many voters took a permit and did not vote', async () => {
    const poll = await announce(voting)
    for (const name of ['anna', 'bram', 'cilla']) await takePermit(poll, name)
    await stuff(poll, 3)
    expect(await close(voting, poll)).toBe('published')
  })

  it('an operator who signs extra permits who also adds marks of residents is detected by each of these residents who then wants to vote', async () => {
    const poll = await announce(voting)
    const { roll } = (await secretsNamed()).secrets
    const mark = rollMark(roll, ResidentId.parse('anna'))
    await markVoter(voting.table, poll, mark, randomBytes(32).toString('hex'))
    await stuff(poll, 1)
    const blindedMessage = someBlindedMessage()
    expect(codeOf(await requests(voting).permit(poll, blindedMessage, resident('anna')))).toBe('permit-already-taken')
    expect(await close(voting, poll)).toBe('published')
  })

  it('an operator who signs extra permits is detected if the marks exceed the electorate: the result is withheld', async () => {
    const poll = await announce(voting, {
      electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-09', size: 2 },
    })
    for (let each = 0; each < 3; each++)
      await markVoter(voting.table, poll, randomBytes(32).toString('hex'), randomBytes(32).toString('hex'))
    await stuff(poll, 3)
    expect(await close(voting, poll)).toBe('withheld')
  })
})
