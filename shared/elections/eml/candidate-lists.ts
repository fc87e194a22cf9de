// EML_NL 230b: the candidate lists of a ward, in the order of the ballot.
import type { LocalDate } from '../../kernel/clock.ts'
import {
  affiliationIdentifier,
  candidateElement,
  contestIdentifier,
  type EmlContest,
  electionIdentifier,
  emlMessage,
} from './contest.ts'
import { element, type XmlElement } from './xml.ts'

/** The message; `issuedOn` is the day on which the list was fixed. */
export const candidateLists230b = (contest: EmlContest, issuedOn: LocalDate): XmlElement => {
  const lists = contest.lists.map((list, index) =>
    element('Affiliation', [
      affiliationIdentifier(list, index + 1),
      element('Type', 'op zichzelf staande lijst'),
      element('kr:ListData', '', { PublicationLanguage: 'nl', PublishGender: 'false' }),
      ...list.candidates.map((candidate, place) => candidateElement(candidate, place + 1)),
    ]),
  )
  const identifier = electionIdentifier(contest, [element('kr:NominationDate', contest.nominationOn)])
  const election = element('Election', [identifier, element('Contest', [contestIdentifier(contest), ...lists])])
  return emlMessage('230b', contest, element('CandidateList', [election]), issuedOn)
}
