// The elected, the successors, the seats of lists step by step, and the lots, as parts of an official report.
import { type Block, facts, heading, list, paragraph, table } from '../../documents/document.ts'
import { instantInCityWords, joined } from '../../documents/wording.ts'
import type { Result, TieLot } from '../results/result.ts'
import { electedIn } from '../results/result.ts'
import { namesOf, type Reported } from './basis.ts'

const whyElected = {
  votes: 'Gekozen zijn de kandidaten met de meeste stemmen.',
  'no-contest': 'Er waren niet meer kandidaten dan zetels. Alle kandidaten zijn gekozen zonder stemming.',
  'no-votes': 'Niemand kreeg stemmen.',
} as const

/** The successors, one group a line: those in one group are equal. */
export const successionIn = ({ outcome }: Result): readonly (readonly string[])[] =>
  outcome.method === 'personal' ? outcome.succession : outcome.lists.flatMap(({ succession }) => succession)

const places = (seats: number): string => (seats === 1 ? '1 zetel blijft' : `${seats} zetels blijven`)

/** Who is elected, and how. */
export const electedBlocks = (of: Reported): readonly Block[] => {
  const { result } = of.contest
  const nameOf = namesOf(of)
  const how =
    result.outcome.method === 'personal'
      ? whyElected[result.outcome.reason]
      : 'De zetels zijn verdeeld over de lijsten. Binnen een lijst gaan eerst de kandidaten met genoeg voorkeurstemmen.'
  return [
    heading('Gekozen leden'),
    paragraph(how),
    ...list(electedIn(result).map(nameOf), true),
    ...(result.vacantSeats > 0 ? [paragraph(`${places(result.vacantSeats)} onbezet.`)] : []),
  ]
}

/** The order in which successors are asked for a vacant seat. */
export const successionBlocks = (of: Reported): readonly Block[] => {
  const groups = successionIn(of.contest.result).filter((group) => group.length > 0)
  if (groups.length === 0) return []
  const nameOf = namesOf(of)
  return [
    heading('Opvolging'),
    paragraph(
      'Als een zetel vrijkomt, worden deze kandidaten in deze volgorde gevraagd. Namen op één regel hebben evenveel stemmen.',
    ),
    ...list(
      groups.map((group) => joined(group.map(nameOf))),
      true,
    ),
  ]
}

const stepWords = {
  'full-quota': 'volle kiesdeler',
  'largest-remainder': 'grootste overschot',
  'highest-average-once': 'grootste gemiddelde, één per lijst',
  'highest-average': 'grootste gemiddelde',
  'absolute-majority': 'volstrekte meerderheid',
  'list-exhausted': 'lijst uitgeput',
} as const

/** The seats of lists, every step as it was taken. */
export const stepsBlocks = (of: Reported): readonly Block[] => {
  const { outcome } = of.contest.result
  if (outcome.method === 'personal') return []
  const nameOf = namesOf(of)
  return [
    heading('Verdeling van de zetels'),
    ...facts(['Kiesdeler', outcome.quota]),
    ...table(
      'Stappen van de verdeling',
      ['Lijst', 'Reden', 'Zetels#', 'Maat#', 'Lot'],
      outcome.steps.map(({ why, listId, seats, measure, byLot }) => [
        nameOf(listId),
        stepWords[why],
        String(seats),
        measure ?? '',
        byLot === true ? 'ja' : 'nee',
      ]),
    ),
    ...table(
      'Zetels per lijst',
      ['Lijst', 'Zetels#', 'Gekozen'],
      outcome.lists.map(({ id, seats, elected }) => [nameOf(id), String(seats), joined(elected.map(nameOf))]),
    ),
    ...(outcome.needsReview
      ? [paragraph('De regels voor meerderheid en uitputting verplaatsten allebei een zetel. Dat is nagekeken.')]
      : []),
  ]
}

const stageWords = {
  seats: 'Loting om de laatste zetel',
  'largest-remainder': 'Loting tussen gelijke overschotten',
  'highest-average-once': 'Loting tussen gelijke gemiddelden',
  'highest-average': 'Loting tussen gelijke gemiddelden',
  'absolute-majority': 'Loting bij de volstrekte meerderheid',
  preference: 'Loting tussen gelijke voorkeurstemmen',
} as const

const lotBlocks = (tie: TieLot, nameOf: (id: string) => string): readonly Block[] => [
  heading(stageWords[tie.stage], 3),
  paragraph(
    `Deze kandidaten hadden evenveel recht: ${joined(tie.among.map(nameOf))}. Aantal plaatsen: ${tie.places}. Wie eerst staat, gaat voor.`,
  ),
  ...list(
    tie.order.map(({ id }) => nameOf(id)),
    true,
  ),
  ...facts(
    ['Deelnemers bekendgemaakt', instantInCityWords(tie.postedAt)],
    ['Getrokken', instantInCityWords(tie.evidence.when)],
    ['Door', tie.evidence.who],
    ['Getrokken waarde', tie.evidence.seed],
    ['Onderwerp van de loting', tie.subject],
    ['Digest van de deelnemers', tie.poolDigest],
  ),
]

/** Every lot that was drawn, with all data needed to repeat it. */
export const lotsBlocks = (of: Reported): readonly Block[] => {
  const { ties } = of.contest
  if (ties.length === 0) return []
  const nameOf = namesOf(of)
  return [
    heading('Lotingen'),
    paragraph('Iedereen kan een loting narekenen met deze gegevens.'),
    ...ties.flatMap((tie) => lotBlocks(tie, nameOf)),
  ]
}

/** Lots of the superseded result that no tie needs any more, with all data that they were drawn by. */
export const voidedLotsBlocks = (of: Reported): readonly Block[] => {
  const { voidedTies } = of.contest
  if (voidedTies.length === 0) return []
  const nameOf = namesOf(of)
  return [
    heading('Vervallen lotingen'),
    paragraph('Deze kandidaten staan niet meer gelijk om dezelfde plaats. De loting telt niet meer mee.'),
    ...voidedTies.flatMap((tie) => lotBlocks(tie, nameOf)),
  ]
}
