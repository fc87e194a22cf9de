// Voters with everything prepared that their own devices would compute: tokens, blinded messages, signed ballots.
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { nextNumber, padded, signBallot } from '../../client/ballot.ts'
import { makeChoiceKey } from '../../client/choice-key.ts'
import type { VotablePoll } from '../../client/vote.ts'
import { atOnce } from '../../local/play/scenario/at-once.ts'
import type { LocalCity } from '../../local/play/scenario/city.ts'
import { blinding } from './blinding.ts'
import type { Sent } from './load.ts'

const Permit = z.object({ blindSignature: z.base64url() })
const choice = { options: ['001', '003'] }

export type Voter = {
  readonly permit: Sent
  /** The request that casts a ballot with the permit in that answer. */
  readonly ballot: (answer: string) => Promise<Sent>
}

/** This many voters of a ward; their names begin with `run`. */
export const makeVoters = (
  city: LocalCity,
  poll: VotablePoll,
  { wardCode, run, count }: { readonly wardCode: string; readonly run: string; readonly count: number },
): Promise<readonly Voter[]> => {
  const { blind, unblind } = blinding(poll.permitKey)
  const path = `/v1/polls/${poll.pollId}`
  return atOnce(Array.from({ length: count }), 4, async (_, index) => {
    const { publicKey, privateKey } = await makeChoiceKey()
    const prepared = Buffer.concat([randomBytes(32), publicKey])
    const token = await city.token({ sub: `${run}-${index}`, ward: wardCode, birthDate: '1980-05-17' })
    return {
      permit: {
        path: `${path}/permits`,
        token,
        body: JSON.stringify({ blindedMessage: blind(prepared).toString('base64url') }),
      },
      ballot: async (answer) => {
        const { blindSignature } = Permit.parse(JSON.parse(answer))
        const signature = unblind(Buffer.from(blindSignature, 'base64url')).toString('base64url')
        const permit = { message: prepared.toString('base64url'), signature, privateKey }
        const ballot = await signBallot(poll, permit, choice, nextNumber(undefined))
        return { path: `${path}/ballots`, body: JSON.stringify(padded(ballot, poll)) }
      },
    }
  })
}
