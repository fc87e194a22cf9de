// The list of decisions of a ward council as a document, after a formal meeting adopted it: it contains nothing personal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentDrawnUp } from '../../events/documents.ts'
import { hour, item, startCouncil } from '../support/builders/council.ts'
import { sha256, startDocuments } from '../support/builders/document-files.ts'
import { objectionsToPage } from '../support/readers/html-objections.ts'
import { textOf } from '../support/readers/pdf-reading.ts'

const agenda = [
  item('Een bank in het park'),
  item('Benoeming van Ada Vermeer', { isAboutPersons: true }),
  item('Verkeer op de dijk', { purpose: 'discussion' }),
  item('Ontslag van Bo Smit', { isAboutPersons: true, purpose: 'information' }),
]
const texts = [
  { itemNumber: 1, text: 'De bank komt bij de vijver.' },
  { itemNumber: 2, text: 'Vermeer woont aan de dijk.' },
]
const secrets = ['Vermeer', 'Smit', 'aan de dijk.']

let council: Awaited<ReturnType<typeof startCouncil>>
let documents: Awaited<ReturnType<typeof startDocuments>>
beforeAll(async () => {
  council = await startCouncil('ommoord')
  documents = await startDocuments(council)
})
afterAll(() => documents.aws.stop())

/** A formal meeting whose list was drawn up, and the meeting that has the list on its agenda. */
const drawnUp = async (startsAt: string) => {
  const id = await council.opened(agenda, [1, 2, 3, 4, 5, 6, 7])
  await council.decide(id, council.byName([1, 2, 3, 4, 5], [6, 7]))
  await council.decide(id, { how: 'secret', handedIn: 7, for: 6, against: 1, blank: 0, invalid: 0 }, 2)
  await council.step('closeMeeting', id)
  const next = await council.convened([item('Groen')], { more: { startsAt }, at: hour })
  const drawn = await council.ask('drawUpDecisionList', { params: { meetingId: id }, body: { texts } })
  expect(drawn.status).toBe(201)
  return { id, next, about: `meetings/${id}` }
}

/** The number of the agenda item that was added last. */
const placeOn = async (meetingId: string) => (await council.read(meetingId)).agenda.length

const adopt = async (next: string, at: string, vote: object = { how: 'by-acclamation' }) => {
  const place = await placeOn(next)
  await council.open(next, [1, 2, 3, 4], { at })
  return council.decide(next, vote, place, { at })
}

const correct = async (meetingId: string, ifMatch: number, text: string) =>
  council.ask('correctDecisionList', {
    params: { meetingId },
    ifMatch,
    body: { reason: 'Het was de andere vijver.', texts: [{ itemNumber: 1, text }] },
  })

describe('the document of a list of decisions', () => {
  it('the document of a list of decisions does not exist before a formal meeting adopts the list, or if it rejects the list', async () => {
    const at = '2026-07-08T18:00:00Z'
    const { next, about } = await drawnUp(at)
    expect(await documents.documentsOf(about)).toEqual([])
    await adopt(next, at, council.byName([], [1, 2, 3, 4]))
    expect(await documents.documentsOf(about)).toEqual([])
  })

  it('the document of a list of decisions has the decisions, the votes by name, and for persons only a number and an outcome', async () => {
    const at = '2026-08-05T18:00:00Z'
    const { next, about } = await drawnUp(at)
    expect(await adopt(next, at)).toMatchObject({ status: 200 })
    const [document, ...others] = await documents.make(about)
    expect(others).toEqual([])
    expect(document).toMatchObject({ kind: 'list-of-decisions', number: 1, status: 'published', on: '2026-06-10' })
    const { source, page, pdf } = await documents.opened({ id: document?.id ?? '' })
    expect(await objectionsToPage(source)).toEqual([])
    const items = page.named('h3').map(page.textOf)
    // The following items were waiting for a formal meeting.
    expect(items.slice(0, 4)).toEqual([
      '1. Een bank in het park',
      '2. Een onderwerp over personen',
      '3. Verkeer op de dijk',
      '4. Een onderwerp over personen',
    ])
    expect(page.text).toContain('De bank komt bij de vijver.')
    expect(page.text).toContain('Lid 1, Lid 2, Lid 3, Lid 4 en Lid 5')
    expect(page.rows()).toContainEqual(['voor', '5'])
    expect(page.rows()).toContainEqual(['voor', '6'])
    expect(page.text).toContain('5 augustus 2026 om 20.00 uur')
    const printed = await textOf(pdf)
    for (const secret of secrets) {
      expect(source).not.toContain(secret)
      expect(printed.includes(secret)).toBe(false)
    }
    expect(await pdf.getMarkInfo()).toEqual(
      new Map(Object.entries({ Marked: true, UserProperties: false, Suspects: false })),
    )
    expect((await pdf.getMetadata()).info).toMatchObject({
      Language: 'nl-NL',
      Title: 'Besluitenlijst van de wijkraad – Ommoord',
    })
  })

  it('the document of a list of decisions of a corrected list is made when that is adopted, and the first one keeps its bytes', async () => {
    const [at, later] = ['2026-09-02T18:00:00Z', '2026-10-07T18:00:00Z']
    const { id, next, about } = await drawnUp(at)
    await adopt(next, at)
    const [first] = await documents.make(about)
    const before = await documents.opened({ id: first?.id ?? '' })
    const after = await council.convened([item('Licht')], { more: { startsAt: later }, at })
    expect(await correct(id, 2, 'De bank komt bij de grote vijver.')).toMatchObject({ status: 200 })
    expect(await documents.documentsOf(about)).toEqual([first])
    await adopt(after, later)
    const [again, second] = await documents.make(about)
    expect(again).toEqual(first)
    expect(second?.number).toBe(2)
    const [old, corrected] = [
      await documents.opened({ id: first?.id ?? '' }),
      await documents.opened({ id: second?.id ?? '' }),
    ]
    expect(old.digests.map(({ bytes }) => sha256(bytes))).toEqual(before.digests.map(({ bytes }) => sha256(bytes)))
    expect(old.page.text).not.toContain('grote vijver')
    expect(corrected.page.text).toContain('De bank komt bij de grote vijver.')
    expect(corrected.page.text).toContain('Het was de andere vijver.')
  })

  it('the document of a list of decisions is made once if two people adopt the list at the same time; one of them gets a conflict', async () => {
    const at = '2026-11-04T18:00:00Z'
    const { id, next, about } = await drawnUp(at)
    const place = await placeOn(next)
    await council.open(next, [1, 2, 3, 4], { at })
    const { version } = await council.read(next)
    const both = await Promise.all(
      [1, 2].map(() =>
        council.ask('decideItem', {
          params: { meetingId: next, itemNumber: String(place) },
          ifMatch: version,
          body: { how: 'by-acclamation' },
          at,
        }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(await documents.eventsAbout(id, documentDrawnUp.type)).toHaveLength(1)
    expect(await documents.documentsOf(about)).toHaveLength(1)
  })
})
