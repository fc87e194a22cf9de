// An entry that is finished with a file of counting software.
import type { Contest } from '../../../shared/elections/contests/contest.ts'
import * as entry from '../../../shared/elections/count/double-entry.ts'
import { presentStation } from '../../../shared/elections/count/present.ts'
import type { StationCount } from '../../../shared/elections/count/station-count.ts'
import * as store from '../../../shared/elections/count/store.ts'
import { contestNumber } from '../../../shared/elections/eml/contest.ts'
import { stationFromFile } from '../../../shared/elections/eml/station-file.ts'
import type { BallotList } from '../../../shared/elections/eml/station-votes.ts'
import { importEntry } from '../../../shared/elections/imports/operations.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import { formOf } from '../../../shared/elections/results/establish.ts'
import { getContests } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { sha256 } from '../../../shared/kernel/digest.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { listWards } from '../../../shared/wards/store.ts'
import { reply } from '../../runtime/http.ts'
import { about } from '../../runtime/things.ts'
import { aroundIn } from '../subjects.ts'
import { countsIn, objectionToWriting } from './enter.ts'

/** The ballot as files number it: every candidate without a list is a list of one. */
const ballotOf = (contest: Contest): readonly BallotList[] => {
  const form = formOf(contest)
  return form.kind === 'persons'
    ? form.candidates.map((id) => ({ candidates: [id] }))
    : form.lists.map(({ id, candidates }) => ({ listId: id, candidates }))
}

/** What a file of this station must be about. */
const expectedOf = async (table: Table, election: Election, contest: Contest, station: string) => {
  const [wards, all] = await Promise.all([listWards(table), getContests(table, election.id)])
  const { wardCode } = contest
  return {
    wardName: wards.find(({ code }) => code === wardCode)?.name ?? wardCode,
    number: contestNumber(
      wardCode,
      all.map((each) => each.wardCode),
    ),
    pollingOn: election.calendar.pollingOn,
    pollingClosesAt: election.calendar.pollingClosesAt,
    station,
    ballot: ballotOf(contest),
  }
}

type Uploaded = Pick<entry.FileEntry, 'by' | 'file' | 'handled'> & { readonly content: string }

export const importing = (table: Table) => {
  const counts = countsIn(table)
  const around = aroundIn(table)

  const decide = async (count: StationCount, { content, ...made }: Uploaded, now: Instant) => {
    const { election, contest } = await around(count)
    if (election === undefined) return refuse('election-not-found')
    if (contest === undefined) return refuse('contest-not-found')
    const objection = await objectionToWriting(table, count)
    if (objection) return objection
    const read = stationFromFile(content, await expectedOf(table, election, contest, count.station), now)
    if (read.refused) return read
    const basis = { form: formOf(contest), rules: election.rules.count }
    return entry.importEntry(count, { ...made, cells: read.cells }, basis)
  }

  return {
    importEntry: about(importEntry, counts, async ({ params, thing, body, caller, now }) => {
      const uploaded = { by: caller.id, file: sha256(body.file), handled: body.handled, content: body.file }
      const answer = (count: StationCount) => reply(200, presentStation(count), { version: count.version })
      if (entry.isImported(thing, uploaded)) return answer(thing)
      const finished = await decide(thing, uploaded, now)
      if (finished.refused) return finished
      const saved = await save(table, now, changeOf(store.keptCounts, finished), store.sessionGoesOn(thing))
      if (!saved.refused) return answer(finished.after)
      // The same file, sent twice at once: the other request was first.
      const standing = await counts.find(params)
      return standing !== undefined && entry.isImported(standing, uploaded) ? answer(standing) : saved
    }),
  }
}
