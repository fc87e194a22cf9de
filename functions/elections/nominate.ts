// What residents can do with their nominations.
import * as decide from '../../shared/elections/nominations/nominate.ts'
import { operations } from '../../shared/elections/nominations/operations.ts'
import { presentNomination } from '../../shared/elections/present.ts'
import { getNominationOf, stands, standsNoMore } from '../../shared/elections/store.ts'
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import { NominationId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Address, wardOfAddress } from '../../shared/wards/addresses/address.ts'
import { getAddressesAround } from '../../shared/wards/addresses/store.ts'
import { answering, reply } from '../runtime/http.ts'
import { change, create, together } from '../runtime/things.ts'
import { aroundIn, nominationsIn } from './subjects.ts'

/** The ward of the address that a candidate gives, by what the city has recorded today. */
const statedWard = async (table: Table, address: Address | undefined, now: Instant): Promise<decide.StatedWard> => {
  if (address === undefined) return undefined
  const around = await getAddressesAround(table, address, dateInCity(now))
  const wardCode = around && wardOfAddress(around, address)
  return wardCode === undefined ? 'unknown' : wardCode
}

export const nominating = (table: Table) => {
  const own = nominationsIn(table)
  const around = aroundIn(table)
  return {
    nominate: create(
      operations.nominate,
      own,
      async ({ params, body: { address, ...content }, caller, createdId, now }) => {
        const { election, contest } = await around(params)
        if (election === undefined) return refuse('election-not-found')
        if (contest === undefined) return refuse('contest-not-found')
        // Without the address: not even its digest is kept.
        const origin = { id: NominationId.parse(createdId), requestDigest: digestOf({ ...params, content }) }
        const stated = await statedWard(table, address, now)
        const nominated = decide.nominate(origin, { election, contest }, caller, content, stated, now)
        return nominated.refused ? nominated : together(nominated, stands(nominated.after))
      },
      presentNomination,
      ({ electionId, wardCode, id }) => `/elections/${electionId}/contests/${wardCode}/nominations/${id}`,
    ),

    getMyNomination: answering(operations.getMyNomination, async ({ params, caller }) => {
      const nomination = await getNominationOf(table, params.electionId, caller.id)
      if (nomination === undefined) return refuse('nomination-not-found')
      return reply(200, presentNomination(nomination), { version: nomination.version })
    }),

    amendNomination: change(
      operations.amendNomination,
      own,
      async ({ thing, body, now }) => {
        const { election, contest } = await around(thing)
        if (election === undefined || contest === undefined) return refuse('election-not-found')
        return decide.amendNomination(thing, { election, contest }, body, now)
      },
      presentNomination,
    ),

    withdrawNomination: change(
      operations.withdrawNomination,
      own,
      async ({ thing, now }) => {
        const { election, contest } = await around(thing)
        if (election === undefined || contest === undefined) return refuse('election-not-found')
        const withdrawn = decide.withdrawNomination(thing, { election, contest }, now)
        return withdrawn.refused ? withdrawn : together(withdrawn, standsNoMore(thing))
      },
      presentNomination,
    ),
  }
}
