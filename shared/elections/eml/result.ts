// EML_NL 520: the persons elected in a ward.
import {
  affiliationIdentifier,
  candidateElement,
  contestIdentifier,
  type EmlContest,
  electionIdentifier,
  emlMessage,
} from './contest.ts'
import { element, type XmlElement } from './xml.ts'

/** An elected person. `byOwnVotes`: by votes, not by the order of a list. */
export type EmlElected = { readonly id: string; readonly votes: number; readonly byOwnVotes: boolean }

/** The message. A 520 cannot contain 0 votes, so that number is left out. Lists without a seat are not named. */
export const result520 = (contest: EmlContest, elected: readonly EmlElected[]): XmlElement => {
  const byId = new Map(elected.map((each) => [each.id, each]))
  const selections = contest.lists.flatMap((list, index) => {
    const persons = list.candidates.flatMap((candidate, place) => {
      const won = byId.get(candidate.id)
      if (won === undefined) return []
      return element('Selection', [
        candidateElement(candidate, place + 1),
        won.votes > 0 ? element('Votes', won.votes) : undefined,
        element('Ranking', won.byOwnVotes ? 1 : 2),
        element('Elected', 'yes'),
      ])
    })
    if (persons.length === 0) return []
    const ofList = element('Selection', [affiliationIdentifier(list, index + 1), element('Elected', 'yes')])
    return [ofList, ...persons]
  })
  const election = element('Election', [
    electionIdentifier(contest),
    element('Contest', [contestIdentifier(contest), ...selections]),
  ])
  return emlMessage('520', contest, element('Result', [election]))
}
