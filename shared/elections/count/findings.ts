// The findings of a count. The numbers are those of the Dutch electoral council's checks (kiesraad, "validatieregels en
// plausibiliteitschecks tellingen"), under our own prefix because a ward has no lists and counts young voters apart. From
// 350 on they are our own. F: an error, which stops the entry. W: a warning, which asks for an explanation.
import type { Bilingual } from '../../kernel/refusals.ts'
import type { CellName } from './cells.ts'

export const findings = {
  'WZ.F.201': {
    nl: 'Stempassen, volmachten en kiezerspassen zijn samen niet het aantal toegelaten kiezers.',
    en: 'Polling cards, proxies and voter’s passes do not add up to the voters admitted.',
  },
  'WZ.F.202': {
    nl: 'De stemmen op kandidaten of lijsten zijn samen niet het totaal aan stemmen op kandidaten.',
    en: 'The votes by candidate or list do not add up to the total of votes on candidates.',
  },
  'WZ.F.203': {
    nl: 'Stemmen op kandidaten, blanco en ongeldig zijn samen niet het aantal uitgebrachte stemmen.',
    en: 'Votes on candidates, blank and invalid do not add up to the votes cast.',
  },
  'WZ.F.204': {
    nl: 'Er zijn stemmen ingevuld, maar het totaal aan stemmen op kandidaten is leeg of 0.',
    en: 'Votes were filled in, but the total of votes on candidates is empty or 0.',
  },
  'WZ.F.301': {
    nl: 'Aangekruist is dat er evenveel stemmen als kiezers zijn, maar de aantallen verschillen.',
    en: '“Equal” is ticked, but voters admitted and votes cast differ.',
  },
  'WZ.F.302': {
    nl: 'Aangekruist is dat er meer stemmen dan kiezers zijn, maar dat is niet zo.',
    en: '“More” is ticked, but there are not more votes cast than voters admitted.',
  },
  'WZ.F.303': {
    nl: 'Aangekruist is dat er minder stemmen dan kiezers zijn, maar dat is niet zo.',
    en: '“Fewer” is ticked, but there are not fewer votes cast than voters admitted.',
  },
  'WZ.F.304': {
    nl: 'Kruis precies één vakje aan: evenveel, meer of minder stemmen dan kiezers.',
    en: 'Tick exactly one: equal, more or fewer votes cast than voters admitted.',
  },
  'WZ.F.305': {
    nl: 'Kiezers en stemmen zijn gelijk, maar er is een verschil ingevuld.',
    en: 'Voters and votes are equal, but a difference is filled in.',
  },
  'WZ.F.306': {
    nl: 'Het aantal meer getelde stemmen is niet het verschil tussen stemmen en kiezers.',
    en: 'The number counted more is not the difference between votes cast and voters admitted.',
  },
  'WZ.F.307': {
    nl: 'Er zijn meer stemmen dan kiezers, maar “minder geteld” is ingevuld.',
    en: 'There are more votes than voters, but “fewer counted” is filled in.',
  },
  'WZ.F.308': {
    nl: 'Het aantal minder getelde stemmen is niet het verschil tussen kiezers en stemmen.',
    en: 'The number counted fewer is not the difference between voters admitted and votes cast.',
  },
  'WZ.F.309': {
    nl: 'Er zijn minder stemmen dan kiezers, maar “meer geteld” is ingevuld.',
    en: 'There are fewer votes than voters, but “more counted” is filled in.',
  },
  'WZ.F.310': {
    nl: 'Kiezers en stemmen verschillen: kruis aan of het verschil verklaard is, ja of nee.',
    en: 'Voters and votes differ: tick whether the difference is explained, yes or no.',
  },
  'WZ.F.312': {
    nl: 'In het totaal zijn de kiezers niet de stemmen min meer geteld plus minder geteld.',
    en: 'In the total, voters admitted are not votes cast less counted more plus counted fewer.',
  },
  'WZ.F.351': {
    nl: 'Het aantal online stembiljetten is niet het aantal online aantekeningen op het kiesregister.',
    en: 'The online ballots are not as many as the online marks on the roll.',
  },
  'WZ.F.401': {
    nl: 'Er zijn stemmen op de lijst, maar het totaal van de lijst is leeg of 0.',
    en: 'There are votes on the list, but the total of the list is empty or 0.',
  },
  'WZ.F.402': {
    nl: 'De stemmen op de kandidaten van de lijst zijn samen niet het totaal van de lijst.',
    en: 'The votes on the candidates of the list do not add up to the total of the list.',
  },
  'WZ.F.403': {
    nl: 'Het totaal van de lijst is niet het aantal stemmen dat bij de lijst is ingevuld.',
    en: 'The total of the list is not the number of votes filled in for the list.',
  },
  'WZ.W.201': { nl: 'Er zijn opvallend veel blanco stemmen.', en: 'There are unusually many blank votes.' },
  'WZ.W.202': { nl: 'Er zijn opvallend veel ongeldige stemmen.', en: 'There are unusually many invalid votes.' },
  'WZ.W.203': {
    nl: 'Het verschil tussen kiezers en stemmen is groot.',
    en: 'The difference between voters admitted and votes cast is large.',
  },
  'WZ.W.204': { nl: 'Er zijn geen stemmen uitgebracht.', en: 'No votes were cast.' },
  'WZ.W.205': {
    nl: 'Het aantal kiesgerechtigden is niet ingevuld.',
    en: 'The size of the electorate is not filled in.',
  },
  'WZ.W.206': {
    nl: 'Er zijn meer stempassen dan kiesgerechtigden.',
    en: 'There are more polling cards than people in the electorate.',
  },
  'WZ.W.351': {
    nl: 'Er stemden meer kiezers voor de wijk dan voor de raad plus de jongeren. Misschien ligt een stapel bij de verkeerde stembus.',
    en: 'More voters voted for the ward than for the council plus the young. A pile may lie with the wrong box.',
  },
  'WZ.W.352': {
    nl: 'Er zijn meer volmachten dan de kiezers mochten meenemen.',
    en: 'There are more proxies than the voters could carry.',
  },
} as const satisfies { readonly [code: string]: Bilingual }
export type FindingCode = keyof typeof findings

/** A finding: its code, its cells, and the numbers that show it. */
export type Finding = {
  readonly code: FindingCode
  readonly cells: readonly CellName[]
  readonly facts: { readonly [name: string]: number }
}

export const isError = ({ code }: Finding): boolean => code.startsWith('WZ.F.')
