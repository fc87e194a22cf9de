import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { resident } from '../../support/builders/voting/polls.ts'
import {
  announce,
  codeOf,
  itemsUnder,
  requests,
  someBlindedMessage,
  startFunctions,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'

describe('one person with two accounts', () => {
  let voting: Voting
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterAll(() => voting.stop())

  const marks = async (poll: Poll) => (await itemsUnder(voting.table, `POLL#${poll.frozen.pollId}#ROLL`)).length
  const anna = { ...resident('anna'), pseudonym: 'person-anna' }
  const annaAgain = { ...resident('anna-again'), pseudonym: 'person-anna' }
  const permitCode = async (
    poll: Poll,
    by: Parameters<ReturnType<typeof requests>['permit']>[2],
    functions = voting.functions,
  ) => codeOf(await requests({ functions }).permit(poll, someBlindedMessage(), by))

  it('one person with two accounts gets one permit and leaves one mark', async () => {
    const poll = await announce(voting)
    expect(await permitCode(poll, anna)).toBe(200)
    expect(await permitCode(poll, annaAgain)).toBe('permit-already-taken')
    expect(await permitCode(poll, { ...resident('bram'), pseudonym: 'person-bram' })).toBe(200)
    expect(await marks(poll)).toBe(2)
  })

  it('one person with two accounts gets one permit even if both ask in parallel', async () => {
    const poll = await announce(voting)
    const accounts = Array.from({ length: 8 }, (_, index) => ({ ...resident(`a-${index}`), pseudonym: 'person-anna' }))
    const codes = await Promise.all(accounts.map((by) => permitCode(poll, by)))
    expect(codes.filter((code) => code === 200)).toHaveLength(1)
    expect(await marks(poll)).toBe(1)
  })

  it('one person with two accounts gets the same permit again for the same message, from either account, and sees that one was taken', async () => {
    const poll = await announce(voting)
    const blindedMessage = someBlindedMessage()
    const first = await requests(voting).permit(poll, blindedMessage, anna)
    expect(await requests(voting).permit(poll, blindedMessage, annaAgain)).toMatchObject({ body: first.body })
    const mine = listMyPolls.responses[200].parse((await requests(voting).myPolls(annaAgain)).body)
    expect(mine.items.find((each) => each.poll.pollId === poll.frozen.pollId)).toMatchObject({ hasTakenPermit: true })
  })

  it('one person with two accounts is identified by the claim that the stage configures', async () => {
    const functions = startFunctions({ ...voting.environment, PSEUDONYM_CLAIM: 'bsn-pseudoniem' })
    const poll = await announce(voting)
    const claimsOf = (sub: string, person: string) => ({
      sub,
      ward: 'oude-noorden',
      birthDate: '1980-05-17',
      'bsn-pseudoniem': person,
    })
    const { send } = await import('../../support/services/http-event.ts')
    const { issuePermit } = await import('../../../shared/voting/operations.ts')
    const { whileOpen } = await import('../../support/builders/voting/polls.ts')
    const code = async (sub: string, person: string) =>
      codeOf(
        await send(functions.issuePermit, issuePermit, {
          params: { pollId: poll.frozen.pollId },
          body: { blindedMessage: someBlindedMessage() },
          claims: claimsOf(sub, person),
          at: whileOpen,
        }),
      )
    expect([await code('one', 'p'), await code('two', 'p'), await code('three', 'q')]).toEqual([
      200,
      'permit-already-taken',
      200,
    ])
  })

  it('one person with two accounts is refused with a helpful text if the stage requires the claim and the token lacks it', async () => {
    const functions = startFunctions({ ...voting.environment, PSEUDONYM_REQUIRED: 'true' })
    const poll = await announce(voting)
    for (const by of [
      resident('anna'),
      { ...resident('anna'), pseudonym: '' },
      { ...resident('anna'), pseudonym: ' ' },
    ])
      expect(await permitCode(poll, by, functions)).toBe('person-not-known')
    expect(await marks(poll)).toBe(0)
    expect(await permitCode(poll, anna, functions)).toBe(200)
  })
})
