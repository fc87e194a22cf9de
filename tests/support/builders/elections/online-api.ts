// A ward in which people vote on paper and online: its list is drawn, its roll frozen, its online poll announced.
import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { start as startAnnounce } from '../../../../functions/elections/announce-online-poll.ts'
import { start as startPersons } from '../../../../functions/roll/persons.ts'
import { announceOnlinePoll } from '../../../../shared/elections/contests/operations.ts'
import type { ordinaryElectionsOperations } from '../../../../shared/elections/operations.ts'
import { PollId } from '../../../../shared/kernel/ids.ts'
import { rollOperations } from '../../../../shared/roll/operations.ts'
import { getPoll } from '../../../../shared/voting/store.ts'
import { documents, tableEnvironment } from '../../engine/engine.ts'
import { underRights } from '../../engine/guarded.ts'
import { type Answered, type Handler, type HttpInput, type Persona, send } from '../../services/http-event.ts'
import { blind, requests, setClock, someBlindedMessage, startFunctions } from '../voting/voting.ts'
import { electionSteps, moments, office } from './election-api.ts'
import { fileOf, line, rollMoments, startRolls } from './roll-api.ts'

export const ward = 'heijplaat'
export const polling = moments.polling
const drawOrder = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6 2 2 5 4' }
const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })
const Contest = z.object({ onlinePoll: z.object({ pollId: PollId, isCalledOff: z.boolean() }) })

/** A resident whose token contains their ward of today and their pseudonym from the register. */
export const voter = (pseudonym: string, more: Partial<Persona> = {}): Persona => ({
  sub: `account-of-${pseudonym}`,
  ward,
  birthDate: '1980-05-17',
  pseudonym,
  ...more,
})

export const startOnline = async () => {
  const rolls = await startRolls()
  const announceHandler: Handler = startAnnounce(underRights('announce-online-poll', rolls.environment))
  const functions = startFunctions(rolls.environment)
  const ask = (
    name: 'announceOnlinePoll' | keyof typeof ordinaryElectionsOperations,
    input: HttpInput,
  ): Promise<Answered> =>
    name === 'announceOnlinePoll'
      ? send(announceHandler, announceOnlinePoll, { by: office, ...input })
      : rolls.ask(name, input)
  const steps = electionSteps(ask)

  /** An election with online voting and a drawn list. Returns the ids in the order of the ballot. */
  const drawn = async (candidates = 9, rules: object = { online: true }) => {
    const electionId = await steps.planned([ward, 'pernis'], '2026-03-18', moments.before, rules)
    await steps.listed(electionId, ward, candidates)
    await steps.onContest('drawBallotOrder', electionId, ward, moments.lot, drawOrder)
    const { body } = await ask('getCandidateList', { params: { electionId, wardCode: ward } })
    return { electionId, ids: List.parse(body).candidates.map(({ id }) => id) }
  }
  const announce = async (electionId: string, at: string = rollMoments.day) => {
    const { headers } = await ask('getContest', { params: { electionId, wardCode: ward } })
    const ifMatch = Number(headers.etag?.replaceAll('"', ''))
    return ask('announceOnlinePoll', { params: { electionId, wardCode: ward }, ifMatch, at })
  }
  const pollOf = async (answered: Answered) => {
    const poll = await getPoll(rolls.table, Contest.parse(answered.body).onlinePoll.pollId)
    if (poll === undefined) throw new Error('There is no such poll')
    return poll
  }
  const freeze = async (electionId: string, lines: readonly string[]) => {
    await rolls.ask('openRoll', { params: { electionId } })
    return rolls.imported(electionId, fileOf(lines))
  }

  /** An open contest with this many voters `v0`, `v1`, … in the ward, and one voter in another ward. */
  const open = async (voters = 12, candidates = 9) => {
    const { electionId, ids } = await drawn(candidates)
    await freeze(electionId, [
      ...Array.from({ length: voters }, (_, n) => line(`v${n}`, ward)),
      line('other', 'pernis'),
    ])
    const poll = await pollOf(await announce(electionId))
    setClock(polling)
    return { electionId, ids, poll }
  }
  type Open = Awaited<ReturnType<typeof open>>

  const requested = requests({ functions })
  const permit = async ({ poll }: Open, by: Persona, blindedMessage?: string, at: string = polling) =>
    requested.permit(poll, blindedMessage ?? someBlindedMessage(), by, { at })
  const onPaper = ({ electionId }: Open, person: string, more: Partial<HttpInput> = {}) =>
    rolls.ask('markPaperVoter', { params: { electionId, wardCode: ward }, at: polling, body: { person }, ...more })
  const correct = (electionId: string, person: string, correction: object, at: string = polling) =>
    rolls.onRoll('correctRoll', electionId, { person, correction }, at)

  /** A complete online vote. */
  const vote = async (of: Open, person: string, choice: readonly string[]) => {
    const { blindedMessage, unblind } = await blind(of.poll)
    const taken = await permit(of, voter(person), blindedMessage)
    return requested.cast(of.poll, await unblind(taken), choice, { at: polling })
  }
  /** Both ways to get a mark on the roll, through another connection to the engine. */
  const through = (endpoint: string) => {
    const environment = { ...rolls.environment, ...tableEnvironment(rolls, endpoint) }
    const [permits, persons] = [requests({ functions: startFunctions(environment) }), startPersons(environment)]
    const byWire: Pick<typeof here, 'permit' | 'onPaper'> = {
      permit: async ({ poll }, by, blindedMessage, at = polling) =>
        permits.permit(poll, blindedMessage ?? someBlindedMessage(), by, { at }),
      onPaper: ({ electionId }, person, more = {}) =>
        send(persons, rollOperations.markPaperVoter, {
          params: { electionId, wardCode: ward },
          by: office,
          at: polling,
          body: { person },
          ...more,
        }),
    }
    return byWire
  }
  const here = { permit, onPaper }
  const onPublicRoll = (electionId: string) => rolls.ask('getRoll', { params: { electionId } })
  /** Deletes an item of the table. None of our functions can do that. */
  const remove = async (item: Record<string, unknown> | undefined) => {
    const Key = { pk: item?.pk, sk: item?.sk }
    await documents().send(new DeleteCommand({ TableName: rolls.table.name, Key }))
  }
  const onMyEntry = (electionId: string, by: Persona) => rolls.ask('getMyRollEntry', { params: { electionId }, by })

  return {
    ...rolls,
    ...steps,
    through,
    onMyEntry,
    onPublicRoll,
    remove,
    ask,
    voting: { functions, table: rolls.table, box: rolls.box },
    drawn,
    announce,
    pollOf,
    freeze,
    open,
    permit,
    onPaper,
    correct,
    vote,
    requested,
  }
}
export type Online = Awaited<ReturnType<typeof startOnline>>
