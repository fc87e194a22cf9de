// A list of decisions as a document, in the version that a formal meeting adopted. What was decided about persons is in it as
// a number and an outcome: a document lasts for ever, so neither the item's words nor anybody's vote on it are in it.
import { type Block, type Document, facts, heading, paragraph, table } from '../../documents/document.ts'
import { instantInCityWords, joined, whole } from '../../documents/wording.ts'
import { dateInCity, type Instant } from '../../kernel/clock.ts'
import type { AgendaItem, MeetingKind } from '../meetings/agenda.ts'
import type { DecisionList, ListedItem, ListVersion } from './decision-list.ts'

type Listed = NonNullable<ListedItem['vote']>
type Words<Key extends string> = { readonly [Each in Key]: string }

type PrintedList = {
  readonly list: Pick<DecisionList, 'kind' | 'heldAt'>
  readonly version: ListVersion
  /** The agenda of its meeting: it says which items are about persons. */
  readonly agenda: readonly Pick<AgendaItem, 'number' | 'isAboutPersons' | 'about'>[]
  readonly wardName: string
  readonly adoptedAt: Instant
}

const kindWords: Words<MeetingKind> = {
  formal: 'formele vergadering',
  informal: 'informele vergadering',
  consultation: 'overleg',
}

const purposeWords: Words<ListedItem['purpose']> = {
  decision: 'ter besluitvorming',
  discussion: 'ter bespreking',
  information: 'ter informatie',
}

const outcomeWords: Words<Listed['outcome']> = {
  adopted: 'aangenomen',
  rejected: 'verworpen',
  'put-off': 'uitgesteld',
  'to-be-ratified': 'moet nog worden bekrachtigd in een formele vergadering',
}

const becauseWords: Words<Listed['because']> = {
  majority: 'meerderheid van de stemmen',
  'no-majority': 'geen meerderheid van de stemmen',
  tie: 'de stemmen staakten',
  'nobody-asked-a-vote': 'niemand vroeg om een stemming',
  lot: 'het lot besliste',
}

const howWords: Words<Listed['how']> = {
  'by-name': 'hoofdelijk',
  secret: 'geheim, met briefjes',
  'by-acclamation': 'zonder stemming',
  ballots: 'geheim, met briefjes',
}

const voteWords: Words<NonNullable<Listed['votes']>[number]['vote']> = {
  for: 'voor',
  against: 'tegen',
  abstained: 'onthouden',
  blank: 'blanco',
}

/** The election of one of the members to a role is public; everything else about persons is not. */
const isSecret = ({ isAboutPersons, about }: PrintedList['agenda'][number]): boolean =>
  isAboutPersons && about?.kind !== 'election'

const votersOf = ({ votes = [] }: Listed): readonly Block[] =>
  facts(
    ...(['for', 'against', 'abstained', 'blank'] as const).map((each): readonly [string, string | undefined] => {
      const names = votes.filter(({ vote }) => vote === each).map(({ name }) => name)
      return [`Stemden ${voteWords[each]}`, names.length === 0 ? undefined : joined(names)]
    }),
  )

const figureWords = {
  for: 'voor',
  against: 'tegen',
  abstained: 'onthouden',
  blank: 'blanco',
  invalid: 'ongeldig',
  tookPart: 'leden die meededen',
} as const

const figuresOf = (title: string, { figures }: Listed): readonly Block[] =>
  table(
    `${title}: de stemmen`,
    ['Stemmen', 'Aantal#'],
    (['for', 'against', 'abstained', 'blank', 'invalid', 'tookPart'] as const).map((each) => [
      figureWords[each],
      whole(figures[each]),
    ]),
  )

const voteBlocks = (title: string, vote: Listed, isPrivate: boolean): readonly Block[] => [
  ...facts(
    ['Uitkomst', outcomeWords[vote.outcome]],
    ['Reden', becauseWords[vote.because]],
    ['Manier van stemmen', howWords[vote.how]],
    ['Gekozen', isPrivate ? undefined : vote.elected],
  ),
  ...(vote.how === 'by-acclamation' ? [] : figuresOf(title, vote)),
  ...(isPrivate ? [] : votersOf(vote)),
]

const itemBlocks = ({ number, title, purpose, isForRatification, text, vote }: ListedItem, isPrivate: boolean) => {
  const name = `${number}. ${isPrivate ? 'Een onderwerp over personen' : title}`
  return [
    heading(name, 3),
    paragraph(
      isForRatification
        ? `Dit punt was ${purposeWords[purpose]}, om een besluit van buiten een formele vergadering te bekrachtigen.`
        : `Dit punt was ${purposeWords[purpose]}.`,
    ),
    ...(text === undefined || isPrivate ? [] : [paragraph(text)]),
    ...(vote === undefined ? [] : voteBlocks(name, vote, isPrivate)),
  ]
}

/** The document of an adopted list. */
export const listDocument = (printed: PrintedList): Omit<Document, 'number'> => {
  const { list, version, agenda, wardName, adoptedAt } = printed
  const secret = new Set(agenda.filter(isSecret).map(({ number }) => number))
  return {
    language: 'nl',
    title: 'Besluitenlijst van de wijkraad',
    subtitle: wardName,
    madeAt: adoptedAt,
    on: dateInCity(list.heldAt),
    blocks: [
      ...facts(
        ['Wijk', wardName],
        ['Soort vergadering', kindWords[list.kind]],
        ['Vergadering', instantInCityWords(list.heldAt)],
        ['Opgesteld', instantInCityWords(version.writtenAt)],
        ['Vastgesteld door de wijkraad', instantInCityWords(adoptedAt)],
        ['Tekst', `versie ${version.number} van de lijst`],
        ['Verbeterd omdat', version.because],
      ),
      heading('Besluiten'),
      ...(version.items.length === 0
        ? [paragraph('Er stonden geen punten op de agenda.')]
        : version.items.flatMap((item) => itemBlocks(item, secret.has(item.number)))),
    ],
  }
}
