// Alarms as parts of a report: who was asked when, who answered, and how long each of them let the council wait.
import { type Block, facts, heading, paragraph, table } from '../../documents/document.ts'
import { dayInWords, instantInCityWords, whole } from '../../documents/wording.ts'
import { dateInCity, daysBetween, type Instant, type LocalDate } from '../../kernel/clock.ts'
import { type Alarm, rungNow, waitingOf } from '../watch/alarm.ts'
import { addresseeWords, alarmWords, rungWords } from './wording.ts'

/** What an alarm is about, in words. */
type NameOfSubject = (alarm: Alarm) => string

/** Those that were open at some time since this day. */
export const openSince = (alarms: readonly Alarm[], from: LocalDate): readonly Alarm[] =>
  alarms
    .filter((alarm) => alarm.status !== 'solved' || dateInCity(alarm.solvedAt) >= from)
    .toSorted((a, b) => (`${a.raisedAt}${a.id}` < `${b.raisedAt}${b.id}` ? -1 : 1))

const waitsFor = (alarm: Alarm): string =>
  alarm.status === 'waiting' || alarm.status === 'unanswered'
    ? `${alarmWords[alarm.status]}: ${addresseeWords[rungNow(alarm).addressee]}`
    : alarmWords[alarm.status]

const rungRows = (alarm: Alarm, until: Instant) =>
  alarm.rungs.map(({ addressee, from, endsOn, because, reason }, place) => {
    const next = alarm.rungs[place + 1]?.from ?? dateInCity(alarm.status === 'solved' ? alarm.solvedAt : until)
    return [
      `${place + 1}. ${addresseeWords[addressee]}`,
      reason === undefined ? rungWords[because] : `${rungWords[because]}: ${reason}`,
      dayInWords(from),
      dayInWords(endsOn),
      whole(Math.max(0, daysBetween(from, next))),
    ]
  })

const alarmInFull = (alarm: Alarm, number: number, name: string, until: Instant): readonly Block[] => [
  heading(`Alarm ${number} over: ${name}`, 3),
  paragraph(alarm.reason),
  ...facts(
    [
      'Aan de bel getrokken',
      `${instantInCityWords(alarm.raisedAt)}, ${alarm.raisedBy === 'council' ? 'door de wijkraad' : 'vanzelf, omdat een antwoord uitbleef'}`,
    ],
    ['Stand', waitsFor(alarm)],
    ['Opgelost', alarm.status === 'solved' ? `${instantInCityWords(alarm.solvedAt)}: ${alarm.solution}` : undefined],
    ['Dagen open', whole(waitingOf(alarm, until).days)],
  ),
  ...table(
    `Alarm ${number}: wie is gevraagd te antwoorden`,
    ['Trede', 'Waarom', 'Gevraagd op', 'Antwoord tot en met', 'Dagen#'],
    rungRows(alarm, until),
  ),
  ...facts(
    ...alarm.answers.map(({ addressee, text, at, isLate }): readonly [string, string] => [
      `Antwoord van ${addresseeWords[addressee]}, ${instantInCityWords(at)}${isLate ? ' (te laat)' : ''}`,
      text,
    ]),
  ),
]

/** The alarms of a report as they stood at a moment: an overview, and each with its answers where there is room for them. */
export const alarmBlocks = (
  alarms: readonly Alarm[],
  nameOf: NameOfSubject,
  until: Instant,
  isInFull: boolean,
): readonly Block[] => [
  heading('Alarmen'),
  ...(alarms.length === 0
    ? [paragraph('Er is in dit jaar niet aan de bel getrokken.')]
    : table(
        'Waarover aan de bel is getrokken',
        ['Waarover', 'Sinds', 'Stand', 'Dagen open#'],
        alarms.map((alarm) => [
          nameOf(alarm),
          dayInWords(dateInCity(alarm.raisedAt)),
          waitsFor(alarm),
          whole(waitingOf(alarm, until).days),
        ]),
      )),
  ...(isInFull ? alarms.flatMap((alarm, place) => alarmInFull(alarm, place + 1, nameOf(alarm), until)) : []),
]
