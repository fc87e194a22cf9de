// A ward agreement, its yearly plan and the reports of its reviews as documents: what they contain, and what never changes.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { documentDrawnUp } from '../../events/documents.ts'
import { draftBody, part } from '../support/builders/agreements/agreement-api.ts'
import { startReviewWorld } from '../support/builders/agreements/review-world.ts'
import { sha256, startDocuments } from '../support/builders/document-files.ts'
import { objectionsToPage } from '../support/readers/html-objections.ts'
import { textOf } from '../support/readers/pdf-reading.ts'

type OfAction = { readonly agreementId: string; readonly actionId: string }

const begin = async () => {
  const world = await startReviewWorld()
  return { world, ...(await startDocuments(world.api)) }
}
type Begun = Awaited<ReturnType<typeof begin>>

let begun: Begun
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  begun = await begin()
})
afterEach(async () => {
  await begun.aws.stop()
  vi.useRealTimers()
})

const about = ({ agreementId }: { readonly agreementId: string }) => `agreements/${agreementId}`

const text = [
  part('visie', 'Groen en veilig.', 'vision'),
  part('plan-2026', 'Een speeltuin.'),
  part('warmte', 'De wijk denkt mee over warmte.', 'participation'),
]
const published = (actions: readonly object[] = [{}]) => begun.world.api.published(actions, { ...draftBody, text })

const inForce = async (actions: readonly object[] = [{}]) => {
  const made = await published(actions)
  await begun.world.travel('2026-01-01T06:00:00Z')
  await begun.world.api.sweep()
  return made
}

/** Adopts the plan of a year with one action. */
const planned = async (of: { readonly agreementId: string }, year = 2027) => {
  const { api } = begun.world
  await api.agreed(of, { year, title: `Fietspad ${year}`, dueOn: `${year}-06-01` })
  const plan = { year, because: `Plan ${year}`, text: [...text, part(`plan-${year}`, 'Een fietspad.')] }
  return api.step('planYear', 'council', of, { ...plan, decisionId: await api.decision(of) })
}

describe('the document of a ward agreement', () => {
  it('the document of a ward agreement exists only for a published agreement, not for a draft, in consultation, adopted or withdrawn', async () => {
    const { world, documentsOf } = begun
    const draft = await world.api.draft()
    await world.api.agreed(draft)
    await world.api.step('consultResidents', 'council', draft, { closesAt: '2025-11-01T09:00:00Z' })
    expect(await documentsOf(about(draft))).toEqual([])
    await world.api.step('withdrawAgreement', 'council', draft, { reason: 'Wij beginnen opnieuw.' })
    expect(await documentsOf(about(draft))).toEqual([])
    const { of } = await published()
    expect(await documentsOf(about(of))).toMatchObject([{ kind: 'ward-agreement', number: 1, status: 'drawn-up' }])
    const early = await world.api.step('publishAgreement', 'council', of)
    expect(early).toMatchObject({ status: 409 })
    expect(await documentsOf(about(of))).toHaveLength(1)
  })

  it('the document of a ward agreement has vision, plan, arrangements, actions and signatures, on a page and in a tagged PDF', async () => {
    const { world, make, opened } = begun
    const { of } = await published([{}, { title: 'Bank', source: { kind: 'advice', reference: 'Advies 7' } }])
    const [document] = await make(about(of))
    if (document === undefined) throw new Error('A document')
    const { source, page, pdf, digests } = await opened(document)
    expect(await objectionsToPage(source)).toEqual([])
    expect(page.named('h2', 'h3').map(page.textOf)).toEqual(
      expect.arrayContaining([
        'Wijkvisie',
        'visie',
        'Jaarplan',
        'plan-2026',
        'warmte',
        'Acties van 2026',
        'Handtekeningen',
      ]),
    )
    for (const words of ['Groen en veilig.', 'De wijk denkt mee over warmte.', 'Een nieuwe speeltuin.', 'Advies 7'])
      expect(page.text).toContain(words)
    expect(page.rows()).toContainEqual(['Speeltuin', 'Stadsbeheer, gebiedsbeheerder', '€ 7.500,00', '1 oktober 2026'])
    expect(page.rows()).toContainEqual(['Wijknetwerk', 'Wijknetwerker', '1 november 2025 om 10.00 uur'])
    expect(page.text).toContain('van 1 januari 2026 tot en met 31 december 2029')
    const { body } = await world.api.call('getAgreement', undefined, { params: of })
    expect(page.text).toContain(body && typeof body === 'object' && 'digest' in body ? String(body.digest) : '-')

    expect((await pdf.getMetadata()).metadata?.get('pdfuaid:part')).toBe('1')
    expect((await pdf.getMetadata()).info).toMatchObject({ Language: 'nl-NL', Title: 'Wijkakkoord – Pernis' })
    const printed = await textOf(pdf)
    for (const words of ['Groen en veilig.', '€ 7.500,00', 'Voorjaarsnota 2026', 'Advies 7'])
      expect(printed.includes(words)).toBe(true)
    for (const { file, bytes } of digests) expect(file).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length })
  })

  it('the document of a ward agreement contains nothing about people who wrote, such as residents, senders of signals and comments', async () => {
    const { world, make, opened } = begun
    const { api } = world
    const of = await api.draft({ ...draftBody, text })
    await api.agreed(of, { source: { kind: 'signal', reference: 'Melding van Jansen' } })
    await api.agreed(of, { source: { kind: 'resident', reference: 'Brief van mevrouw De Wit' } })
    await api.step('consultResidents', 'council', of, { closesAt: '2025-11-01T09:00:00Z' })
    await api.call('commentOnAgreement', 'resident', { params: of, body: { text: 'Ik woon op nummer 12.' } })
    api.setTime('2025-11-01T09:00:00Z')
    await api.step('askCosting', 'council', of)
    await api.step('adoptAgreement', 'council', of, { decisionId: await api.decision(of) })
    for (const who of ['council', 'alderman', 'networker'] as const)
      await api.step('signAgreement', who, of, { by: 'Namens de partij' })
    await api.step('publishAgreement', 'council', of)
    const [document] = await make(about(of))
    const { source, page } = await opened({ id: document?.id ?? '' })
    expect(page.text).toContain('Gevraagd door')
    for (const secret of ['Jansen', 'De Wit', 'nummer 12']) expect(source).not.toContain(secret)
  })

  it('the document of a ward agreement of a later plan is the next version; the earlier one keeps its bytes, whatever happens to its actions', async () => {
    const { world, make, opened } = begun
    const { of, actions } = await inForce([{}, { title: 'Bank' }])
    const [first] = await make(about(of))
    const before = await opened({ id: first?.id ?? '' })
    await world.api.step('judgeAction', 'council', actions[0] ?? {}, {
      ...{ verdict: 'dropped', reason: 'Er kwam een school.', decisionId: await world.api.decision(of) },
    })
    await world.api.propose(of, { year: 2028, title: 'Later', dueOn: '2028-02-01' })
    expect(await planned(of)).toMatchObject({ status: 200 })
    const [again, second] = await make(about(of))
    expect(again).toEqual(first)
    expect(second).toMatchObject({ number: 2, title: 'Wijkakkoord met het plan voor 2027' })
    const [after, later] = [await opened({ id: first?.id ?? '' }), await opened({ id: second?.id ?? '' })]
    expect(after.digests.map(({ bytes }) => sha256(bytes))).toEqual(before.digests.map(({ bytes }) => sha256(bytes)))
    expect(later.page.named('h2').map(later.page.textOf)).toEqual(
      expect.arrayContaining(['Acties van 2026', 'Acties van 2027']),
    )
    expect(later.page.text).toContain('Een fietspad.')
    expect(later.page.text).not.toContain('Later')
    expect(await objectionsToPage(later.source)).toEqual([])
  })

  it('the document of a ward agreement is a new version for a plan adopted at the same moment, or by a clock that runs behind', async () => {
    const { world, make } = begun
    const { of } = await inForce()
    await planned(of, 2027)
    await planned(of, 2028)
    world.api.setTime('2025-12-31T22:59:59Z')
    expect(await planned(of, 2029)).toMatchObject({ status: 200 })
    expect((await make(about(of))).map(({ number, status }) => [number, status])).toEqual([
      [1, 'published'],
      [2, 'published'],
      [3, 'published'],
      [4, 'published'],
    ])
  })

  it('the document of a ward agreement is published once if two people publish in parallel; the other gets a conflict', async () => {
    const { world, documentsOf, eventsAbout } = begun
    const { of } = await inForce()
    const { api } = world
    await api.agreed(of, { year: 2027, title: 'Fietspad', dueOn: '2027-06-01' })
    const ifMatch = await api.versionOf('getAgreement', of)
    const plans = await Promise.all([api.decision(of), api.decision(of)])
    const both = await Promise.all(
      plans.map((decisionId, place) =>
        api.call('planYear', 'council', {
          params: of,
          ifMatch,
          body: { year: 2027, because: `Plan ${place}`, text, decisionId },
        }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect((await documentsOf(about(of))).map(({ number }) => number)).toEqual([1, 2])
    expect(await eventsAbout(about(of), documentDrawnUp.type)).toHaveLength(2)
  })

  it('the document of a ward agreement is completed by the next attempt if making it was interrupted, and keeps the files that exist', async () => {
    const { aws, functions, eventsAbout, documentsOf, make } = begun
    const { of } = await published()
    const [detail] = await eventsAbout(about(of), documentDrawnUp.type)
    await functions.make({ detail }, {})
    const [made] = await documentsOf(about(of))
    const keys = () => [...aws.objects.keys()].filter((key) => key.includes(made?.id ?? '-'))
    expect(keys()).toHaveLength(2)
    await Promise.all([functions.make({ detail }, {}), functions.make({ detail }, {}), functions.sweep({}, {})])
    expect(await make(about(of))).toEqual([made])
    expect(keys()).toHaveLength(2)
  })
})

const report = ({ agreementId, actionId }: OfAction, words = 'De palen staan er.') =>
  begun.world.api.call('reportProgress', 'department', {
    params: { agreementId, actionId },
    body: { text: words, evidence: [{ title: 'Foto', address: 'https://voorbeeld.nl/foto' }] },
  })
const judge = async (action: OfAction, verdict: string, reason: string) =>
  begun.world.api.step('judgeAction', 'council', action, {
    ...{ verdict, reason, decisionId: await begun.world.api.decision(action) },
  })

describe('the document of a review', () => {
  it('the document of a review has the shares, the reports of the municipality, separately the verdicts of the council, and the alarms', async () => {
    const { world, make, opened, documentsOf } = begun
    const { of, actions } = await inForce([{}, { title: 'Bank' }, { title: 'Bomen' }])
    const [prompt, late, silent] = actions
    if (!prompt || !late || !silent) throw new Error('Three actions')
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    await report(prompt)
    expect(await documentsOf(about(of))).toHaveLength(1)
    await world.releaseAll(of)
    await world.travel('2026-05-23T06:00:00Z')
    await report(late, 'De bank is besteld.')
    await judge(prompt, 'realised', 'De speeltuin is open.')
    await judge(late, 'partly', 'De bank staat scheef.')
    await judge(silent, 'dropped', 'De bomen passen niet.')
    await world.releaseAll(of)
    const [, printed] = await make(about(of))
    expect(printed).toMatchObject({ kind: 'review-report', number: 1, status: 'published' })
    const [review] = await world.reviewsOf(of)
    expect(printed?.about).toBe(`${about(of)}/reviews/${review?.id}`)
    expect(await documentsOf(printed?.about ?? '')).toEqual([printed])

    const { source, page, pdf } = await opened({ id: printed?.id ?? '' })
    expect(await objectionsToPage(source)).toEqual([])
    const rows = page.rows()
    for (const row of [
      ['gerealiseerd', '1', '33 %'],
      ['deels gerealiseerd', '1', '33 %'],
      ['vervallen', '1', '33 %'],
      ['doorgeschoven naar het volgende jaar', '0', '0 %'],
      ['alle acties', '3', '100 %'],
      ['Speeltuin', 'Stadsbeheer, gebiedsbeheerder', 'op tijd', 'gerealiseerd'],
      ['Bank', 'Stadsbeheer, gebiedsbeheerder', 'te laat', 'deels gerealiseerd'],
      ['Bomen', 'Stadsbeheer, gebiedsbeheerder', 'geen antwoord', 'vervallen'],
      ['Bomen', '23 mei 2026', 'wacht op antwoord: wijkmanager', '0'],
    ])
      expect(rows).toContainEqual(row)
    for (const words of ['De palen staan er.', 'Foto: https://voorbeeld.nl/foto', 'De bank staat scheef.', '(te laat)'])
      expect(page.text).toContain(words)
    expect(page.text).toContain('De gemeente heeft niets gemeld.')
    expect((await textOf(pdf)).includes('De speeltuin is open.')).toBe(true)
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: 'Verslag van het wijkakkoord over 2026 – Pernis' })
  })

  it('the document of a review keeps its bytes when an action is reported on and judged again, and when an alarm is solved', async () => {
    const { world, make, read } = begun
    const { of, actions } = await inForce()
    const [action] = actions
    if (!action) throw new Error('An action')
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    await world.travel('2026-06-14T06:00:00Z')
    const [, first] = await make(about(of))
    const before = await read(first?.id ?? '', 'html')
    await report(action, 'Nu is het klaar.')
    await judge(action, 'realised', 'Toch gelukt.')
    const again = (await make(about(of))).find(({ id }) => id === first?.id)
    expect(again).toEqual(first)
    expect(sha256((await read(first?.id ?? '', 'html')).bytes)).toBe(sha256(before.bytes))
    expect(new TextDecoder().decode(before.bytes)).not.toContain('Nu is het klaar.')
  })

  it('the document of the last review of a year is the report of that year, with the days that each alarm waited', async () => {
    const { world, make, opened } = begun
    const { of } = await inForce()
    await world.travel('2026-02-01T06:00:00Z')
    await world.api.call('raiseAlarm', 'council', {
      params: of,
      body: { reason: 'Er gebeurt niets aan de warmte.', arrangement: 'warmte' },
    })
    for (const [begins, ends] of [
      ['2026-05-01', '2026-06-20'],
      ['2026-09-01', '2026-10-20'],
      ['2027-01-01', '2027-02-20'],
    ]) {
      await world.travel(`${begins}T06:00:00Z`)
      await world.sweep(of)
      await world.travel(`${ends}T06:00:00Z`)
    }
    const documents = (await make(about(of))).toSorted((a, b) => (a.drawnUpAt < b.drawnUpAt ? -1 : 1))
    expect(documents.map(({ title }) => title)).toEqual([
      'Wijkakkoord',
      'Verslag van het wijkakkoord over 2026',
      'Verslag van het wijkakkoord over 2026',
      'Jaarverslag van het wijkakkoord over 2026',
    ])
    const last = documents.at(-1)
    const { page } = await opened({ id: last?.id ?? '' })
    const [open] = page.rows().filter(([name, since]) => name === 'warmte' && since === '1 februari 2026')
    // The days from 1 February 2026 to publication, computed in another way than in the code.
    const days = Math.round((Date.parse(last?.on ?? '') - Date.parse('2026-02-01')) / 86_400_000)
    expect(open?.[3]).toBe(String(days))
    expect(page.text).toContain('Er gebeurt niets aan de warmte.')
  })
})
