// The evening of a played election: stations entered twice, totals, a lot, two officers.
import type { Input } from '../../../client/client.ts'
import type { City } from '../scenario/city.ts'
import { type Of, onContest, thrown } from './committee.ts'
import { type People, tagOf } from './people.ts'

type Cells = { readonly [name: string]: number }

/** A form whose sums are right: the votes for each candidate, one blank ballot and one invalid one. `electorate`: of the ward. */
export const formOf = (order: readonly string[], votes: readonly number[], electorate: number, blank = 1): Cells => {
  const sum = votes.reduce((total, each) => total + each, 0)
  const admitted = sum + blank + 1
  return {
    pollingCards: admitted,
    proxies: 0,
    voterPasses: 0,
    admitted,
    ...Object.fromEntries(order.map((id, place) => [`votes:${id}`, votes[place] ?? 0])),
    candidateVotes: sum,
    blank,
    invalid: 1,
    cast: admitted,
    saysEqual: 1,
    electorate,
  }
}

type Handled = readonly { readonly code: string; readonly explanation: string }[]
type Settled = Input<'settleEntries'>['body']

/** A station for the people who enter its counts: each step continues from the version of the previous one. */
export const openStation = async (city: City, people: People, of: Of & { readonly station: string }) => {
  const { electionId, wardCode, station } = of
  const body = { station, name: `Stembureau ${station}` }
  const added = await city.must('addStation', { params: { electionId, wardCode }, body, token: await people.office() })
  let tag = tagOf(added)
  const moved = <Answer extends { readonly etag: string | undefined }>(answer: Answer): Answer => {
    tag = tagOf(answer)
    return answer
  }
  const params = { ...of }
  return {
    claim: async (by: () => Promise<string>) =>
      moved(await city.must('claimEntry', { params, ifMatch: tag, token: await by() })).body,
    finish: async (by: () => Promise<string>, cells: Cells, handled: Handled = []) =>
      moved(
        await city.must('finishEntry', {
          params,
          ifMatch: tag,
          token: await by(),
          body: { cells, handled: [...handled] },
        }),
      ).body,
    /** An entry that must be refused. Returns the code. */
    refused: async (by: () => Promise<string>, cells: Cells) => {
      const token = await by()
      const answer = await city.client.call('finishEntry', { params, ifMatch: tag, token, body: { cells } })
      return answer.ok ? 'accepted' : answer.problem.code
    },
    settle: async (action: Settled) =>
      moved(await city.must('settleEntries', { params, ifMatch: tag, token: await people.coordinator(), body: action }))
        .body,
  }
}

/** One officer proposes the result of a ward. If there is a tie for the last seat, it waits for a lot. */
export const propose = async (city: City, people: People, of: Of, electorate: number) =>
  (await city.must('proposeResult', { ...(await onContest(city, of, people.one)), body: { electorate } })).body

/** The lot for a tie, thrown after the tied candidates were published. */
export const drawTie = async (city: City, people: People, of: Of) =>
  (await city.must('drawTie', { ...(await onContest(city, of, people.office)), body: thrown(await city.now()) })).body

/** The other officer establishes what the first proposed. */
export const establish = async (city: City, people: People, of: Of) => {
  await city.must('establishResult', await onContest(city, of, people.other))
  return (await city.must('getElectionResult', { params: { ...of } })).body
}
