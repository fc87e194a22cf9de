// Operations on one person on a roll: they look themself up, the office corrects, a polling station marks. The only functions
// that can find a person on a roll; they read one small part of it.
import { onlinePollOf } from '../../shared/elections/contests/online-poll.ts'
import { getContest, getElection } from '../../shared/elections/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import type { ElectionId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openRegister } from '../../shared/platform/objects.ts'
import { openVault } from '../../shared/platform/vault.ts'
import { correctRoll } from '../../shared/roll/correction.ts'
import { markOfPerson, openingOf } from '../../shared/roll/frozen/person-digest.ts'
import { proveEntry, shardOfDigest } from '../../shared/roll/frozen/shards.ts'
import { findPerson, openRollKeys, type RollServices } from '../../shared/roll/lookup-store.ts'
import { personRollOperations as operations } from '../../shared/roll/operations.ts'
import { objectionToPolling, objectionToVoter, refusalOfMarked } from '../../shared/roll/paper-vote.ts'
import { presentRoll } from '../../shared/roll/present.ts'
import { readRoots, readShard } from '../../shared/roll/register-store.ts'
import type { RollIn } from '../../shared/roll/roll.ts'
import { corrected, findMark, getRoll, markOnPaper } from '../../shared/roll/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { implement, reply, serve } from '../runtime/http.ts'
import { type Persons, personsOf, pseudonymOf } from '../runtime/person.ts'
import { change, together } from '../runtime/things.ts'
import { rollsIn } from './subjects.ts'

const prove = async ({ objects }: RollServices, roll: RollIn<'frozen'>, digest: string, opening: Buffer) => {
  const index = shardOfDigest(digest, roll.shards)
  const [entries, roots] = await Promise.all([readShard(objects, roll, index), readRoots(objects, roll)])
  return proveEntry({ digest, opening: opening.toString('hex') }, { index, entries }, roots)
}

const lookingUp = (services: RollServices, persons: Persons) => {
  const { table } = services
  const keyOf = openRollKeys(services)
  const frozenRoll = async (electionId: ElectionId) => {
    const roll = await getRoll(table, electionId)
    if (roll === undefined) return refuse('roll-not-found')
    return roll.status === 'frozen'
      ? { refused: false as const, roll }
      : refuse('roll-not-frozen', { status: roll.status })
  }

  return {
    getMyRollEntry: implement(operations.getMyRollEntry, async ({ params: { electionId }, caller }) => {
      const found = await frozenRoll(electionId)
      if (found.refused) return found
      const person = pseudonymOf(persons, caller)
      if (person === undefined) return refuse('person-not-known')
      const key = await keyOf(electionId)
      const { digest, standing } = await findPerson(services, found.roll, key, person)
      if (standing.wardCode === undefined) return refuse('not-on-roll')
      const { wardCode } = standing
      const [proof, marked, contest] = await Promise.all([
        prove(services, found.roll, digest, openingOf(key, person)),
        findMark(table, electionId, markOfPerson(key, person)),
        getContest(table, electionId, wardCode),
      ])
      const pollId = contest && onlinePollOf(contest)?.pollId
      return reply(200, { wardCode, correctedBy: standing.correction, proof, pollId, marked })
    }),

    correctRoll: change(
      operations.correctRoll,
      rollsIn(table),
      async ({ thing, body, now }) => {
        if (thing.status !== 'frozen') return refuse('roll-not-frozen', { status: thing.status })
        const key = await keyOf(thing.electionId)
        const { digest, standing } = await findPerson(services, thing, key, body.person)
        const decided = correctRoll(thing, digest, standing, body.correction, now)
        if (decided.refused) return decided
        return together(decided.taken, corrected(thing.electionId, decided.correction, standing))
      },
      presentRoll,
    ),

    markPaperVoter: implement(operations.markPaperVoter, async ({ params, body, createdId, now }) => {
      const [found, election] = await Promise.all([
        frozenRoll(params.electionId),
        getElection(table, params.electionId),
      ])
      if (found.refused) return found
      const isOn = election !== undefined && election.status !== 'cancelled'
      const closed = objectionToPolling(isOn ? election.calendar : undefined, now)
      if (closed) return closed
      const key = await keyOf(params.electionId)
      const { standing } = await findPerson(services, found.roll, key, body.person)
      const objection = objectionToVoter(standing, params.wardCode)
      if (objection) return objection
      const marked = await markOnPaper(table, params.electionId, markOfPerson(key, body.person), createdId)
      return marked === 'marked' ? reply(204, undefined) : refusalOfMarked(marked)
    }),
  }
}

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<'roll'>(environment),
    objects: openRegister(environment),
  }
  return serve(operations, lookingUp(services, personsOf(environment)))
}
