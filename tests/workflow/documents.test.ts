// From an established result to its official report: ordered in the same transaction, made once however often the event is
// delivered, and read through the API.
import { parse } from 'parse5'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentDrawnUp } from '../../events/documents.ts'
import { contestCancelled, resultEstablished } from '../../events/elections.ts'
import { makeFiles } from '../../functions/documents/making.ts'
import { start as startCity } from '../../functions/elections/official-reports/report-city.ts'
import { start as startSweepingCity } from '../../functions/elections/official-reports/sweep-city-reports.ts'
import { documentsOperations as operations } from '../../shared/documents/operations.ts'
import { renderHtml } from '../../shared/documents/render/html.ts'
import { renderPdf } from '../../shared/documents/render/pdf.ts'
import { getContents } from '../../shared/documents/store.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { DocumentId } from '../../shared/kernel/ids.ts'
import { openObjects } from '../../shared/platform/objects.ts'
import { sha256, startDocuments } from '../support/builders/document-files.ts'
import { startElections } from '../support/builders/elections/election-api.ts'
import { countedWards, established } from '../support/builders/elections/established-ward.ts'
import { order, recounts } from '../support/builders/elections/recounted-ward.ts'
import { setClock } from '../support/builders/voting/voting.ts'
import { textsIn } from '../support/readers/page-text.ts'
import { send } from '../support/services/http-event.ts'

const recounted = '2026-03-30T09:00:00Z'
const minutesLater = (minutes: number) => new Date(Date.parse(established) + minutes * 60_000).toISOString()

const begin = async () => {
  const system = await startElections()
  const documents = await startDocuments(system)
  const functions = {
    ...documents.functions,
    reportCity: startCity(documents.environment),
    sweepCity: startSweepingCity(documents.environment),
  }
  return { ...documents, system, functions, wards: countedWards(system) }
}

describe('the official report of a ward', () => {
  let begun: Awaited<ReturnType<typeof begin>>
  beforeAll(async () => {
    begun = await begin()
  })
  afterAll(() => begun.aws.stop())

  const aWard = async () => {
    const { system, wards } = begun
    const electionId = await system.planned(['heijplaat'])
    const { ids, params } = await wards.proposed(electionId, 'heijplaat', 9, [
      { votes: [50, 40, 30, 20, 10, 9, 8, 7, 6] },
      { votes: [5, 4, 3, 2, 1, 1, 1, 1, 1], more: 2, explanation: 'Twee kiezers zijn niet afgevinkt.' },
    ])
    await wards.establish(electionId, 'heijplaat')
    return { electionId, ids, about: `elections/${electionId}/contests/heijplaat`, params }
  }

  it('the official report of a ward is made once, however often its event is delivered, and read with the digest of its bytes', async () => {
    const { functions, eventsAbout, documentsOf, read, aws } = begun
    const { electionId, about } = await aWard()
    const [drawnUp] = await documentsOf(about)
    expect(drawnUp).toMatchObject({ kind: 'official-report', number: 1, status: 'drawn-up', files: [] })
    const early = await send(functions.api, operations.getDocumentFile, {
      params: { documentId: drawnUp?.id ?? '', format: 'pdf' },
    })
    expect(early.body).toMatchObject({ code: 'document-not-published' })

    const events = await eventsAbout(electionId, documentDrawnUp.type)
    expect(events).toHaveLength(1)
    for (const detail of [...events, ...events]) await functions.make({ detail }, {})
    await Promise.all(events.map((detail) => functions.make({ detail }, {})))
    const keys = [...aws.objects.keys()].filter((key) => key.includes(drawnUp?.id ?? '-'))
    expect(keys.map((key) => key.replace(/^.*\//, '')).toSorted()).toEqual([
      'official-report-1.html',
      'official-report-1.pdf',
    ])

    const [document] = await documentsOf(about)
    expect(document?.status).toBe('published')
    const alone = await send(functions.api, operations.getDocument, { params: { documentId: document?.id ?? '' } })
    expect(alone.body).toEqual(document)
    for (const format of ['html', 'pdf'] as const) {
      const { file, type, bytes } = await read(document?.id ?? '', format)
      expect(file).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, mediaType: type })
      expect(document?.files).toContainEqual(expect.objectContaining({ format, sha256: sha256(bytes) }))
    }
  })

  it('the official report of a ward is completed with the same bytes if the function ended between the page and the PDF', async () => {
    const { functions, documentsOf, read, aws, environment, system, eventsAbout } = begun
    const { electionId, about } = await aWard()
    const [drawnUp] = await documentsOf(about)
    const id = DocumentId.parse(drawnUp?.id)
    const objects = openObjects(environment)
    // The page is stored, and then the function ends: the PDF never reaches the bucket.
    objects.client.middlewareStack.add(
      (next) => (args) => {
        if (JSON.stringify(args.input).includes('.pdf')) throw new Error('The function ended')
        return next(args)
      },
      { step: 'initialize', name: 'the-end' },
    )
    const now = Instant.parse(new Date(established).toISOString())
    await expect(makeFiles(system.table, objects, id, now)).rejects.toThrow('The function ended')
    // The next run has the same client.
    objects.client.middlewareStack.remove('the-end')
    const stored = () => [...aws.objects].filter(([key]) => key.includes(id)).map(([key]) => key.replace(/^.*\./, ''))
    expect(stored()).toEqual(['html'])
    expect((await documentsOf(about))[0]?.status).toBe('drawn-up')
    const page = [...aws.objects].find(([key]) => key.includes(id))?.[1]

    for (const detail of await eventsAbout(electionId, documentDrawnUp.type)) await functions.make({ detail }, {})
    expect(stored().toSorted()).toEqual(['html', 'pdf'])
    const contents = await getContents(system.table, id)
    const [html, pdf] = [await read(id, 'html'), await read(id, 'pdf')]
    expect(html.file.sha256).toBe(sha256(page ?? new Uint8Array()))
    expect([html.file.sha256, pdf.file.sha256]).toEqual([
      sha256(new TextEncoder().encode(renderHtml(contents))),
      sha256(await renderPdf(contents)),
    ])
  })

  it('the official report of a ward is made by the sweeper if its event is lost', async () => {
    const { functions, documentsOf } = begun
    const { about } = await aWard()
    setClock(minutesLater(1))
    expect(await functions.sweep({}, {})).toEqual({ swept: 0 })
    setClock(minutesLater(5))
    expect(await functions.sweep({}, {})).toEqual({ swept: 1 })
    expect(await functions.sweep({}, {})).toEqual({ swept: 0 })
    expect((await documentsOf(about))[0]?.status).toBe('published')
  })

  it('the official report of a ward prints the cells of every station, the totals, and how a difference is explained', async () => {
    const { functions, eventsAbout, documentsOf, read } = begun
    const { electionId, about } = await aWard()
    for (const detail of await eventsAbout(electionId, documentDrawnUp.type)) await functions.make({ detail }, {})
    const [document] = await documentsOf(about)
    const { bytes } = await read(document?.id ?? '', 'html')
    const page = textsIn(parse(new TextDecoder().decode(bytes)))
    const rows = page.rows()
    expect(rows).toContainEqual(['D. Toegelaten kiezers', '201'])
    expect(rows).toContainEqual(['H. Uitgebrachte stemmen', '203'])
    expect(rows).toContainEqual(['I. Meer stemmen geteld dan kiezers', '2'])
    expect(rows).toContainEqual(['D. Toegelaten kiezers', '182'])
    expect(rows).toContainEqual(['J. Minder stemmen geteld dan kiezers', 'niet ingevuld'])
    expect(rows).toContainEqual(['Uitgebrachte stemmen', '199 + 2 + 2 = 203', '203', 'klopt'])
    expect(rows.filter(([, , votes, became]) => became === 'gekozen' && Number(votes) >= 9)).toHaveLength(7)
    expect(rows.filter(([, , , became]) => became === 'opvolger')).toHaveLength(2)
    expect(page.text).toContain('Twee kiezers zijn niet afgevinkt.')
    expect(page.text).toContain(
      'Er zijn 2 meer stemmen dan kiezers geteld. Het stembureau heeft het verschil verklaard.',
    )
    expect(page.text).toContain('Opkomst22,56 %')
  })
})

describe('the official report of the city', () => {
  let begun: Awaited<ReturnType<typeof begin>>
  beforeAll(async () => {
    begun = await begin()
  })
  afterAll(() => begun.aws.stop())

  const threeWards = async () => {
    const { system, wards } = begun
    const electionId = await system.planned(['heijplaat', 'pernis', 'rozenburg'])
    await wards.proposed(electionId, 'heijplaat', 9, [{ votes: [50, 40, 30, 20, 10, 9, 8, 7, 6] }])
    await wards.proposed(electionId, 'pernis', 6, [])
    return electionId
  }
  const cancelRozenburg = (electionId: string) =>
    begun.wards.onContest(
      'cancelContest',
      { electionId, wardCode: 'rozenburg' },
      { sub: 'office', roles: ['election-office'] },
      {
        reason: 'Er is geen enkele kandidaat.',
      },
    )
  const cityOf = async (electionId: string) =>
    (await begun.documentsOf(`elections/${electionId}`)).filter(({ about }) => about === `elections/${electionId}`)

  it('the official report of the city is made once with the last ward, whichever ward that is and however events arrive', async () => {
    const { functions, eventsAbout, wards, documentsOf } = begun
    const electionId = await threeWards()
    await wards.establish(electionId, 'heijplaat')
    await cancelRozenburg(electionId)
    const before = await eventsAbout(electionId, resultEstablished.type, contestCancelled.type)
    expect(before).toHaveLength(2)
    for (const detail of before) await functions.reportCity({ detail }, {})
    expect(await cityOf(electionId)).toEqual([])

    await wards.establish(electionId, 'pernis')
    const all = await eventsAbout(electionId, resultEstablished.type, contestCancelled.type)
    for (const detail of [...all, ...all.toReversed()]) await functions.reportCity({ detail }, {})
    await Promise.all(all.map((detail) => functions.reportCity({ detail }, {})))
    expect(await cityOf(electionId)).toMatchObject([{ kind: 'official-report', number: 1, status: 'drawn-up' }])
    expect((await documentsOf(`elections/${electionId}`)).map(({ subtitle }) => subtitle).toSorted()).toEqual([
      'Heijplaat',
      'Pernis',
      'Wijkraden',
    ])
  })

  it('the official report of the city is drawn up by the sweeper if no event arrived, with the sums over the wards', async () => {
    const { functions, wards, read } = begun
    const electionId = await threeWards()
    await wards.establish(electionId, 'heijplaat')
    setClock(minutesLater(15))
    await functions.sweepCity({}, {})
    expect(await cityOf(electionId)).toEqual([])
    await wards.establish(electionId, 'pernis')
    await cancelRozenburg(electionId)
    await functions.sweepCity({}, {})
    await functions.sweepCity({}, {})
    setClock(minutesLater(30))
    await functions.sweep({}, {})
    const [document, ...others] = await cityOf(electionId)
    expect(others).toEqual([])
    const { bytes } = await read(document?.id ?? '', 'html')
    const page = textsIn(parse(new TextDecoder().decode(bytes)))
    expect(page.rows()).toContainEqual(['Heijplaat', '900', '182', '1', '1', '20,22 %'])
    expect(page.rows()).toContainEqual(['H. Uitgebrachte stemmen', '182'])
    expect(page.text).toContain('Er is geen enkele kandidaat.')
  })
})

describe('the official reports after a recount', () => {
  let begun: Awaited<ReturnType<typeof begin>>
  beforeAll(async () => {
    begun = await begin()
  })
  afterAll(() => begun.aws.stop())

  const votes = [50, 40, 30, 20, 10, 9, 8, 7, 6]
  const twoWards = async () => {
    const { system, wards } = begun
    const electionId = await system.planned(['heijplaat', 'pernis'])
    const { ids } = await wards.proposed(electionId, 'heijplaat', 9, [{ votes }])
    await wards.proposed(electionId, 'pernis', 6, [])
    await wards.establish(electionId, 'heijplaat')
    return { electionId, ids, about: `elections/${electionId}/contests/heijplaat` }
  }
  const cityOf = async (electionId: string) =>
    (await begun.documentsOf(`elections/${electionId}`)).filter(({ about }) => about === `elections/${electionId}`)
  const reportedCity = async (electionId: string) => {
    const { functions, eventsAbout } = begun
    for (const detail of await eventsAbout(electionId, resultEstablished.type))
      await functions.reportCity({ detail }, {})
    await functions.sweepCity({}, {})
    return cityOf(electionId)
  }

  it('the official reports after a recount are a second version of the ward, which names the first; the first keeps its bytes', async () => {
    const { system, make, opened } = begun
    const { electionId, ids, about } = await twoWards()
    const [first] = await make(about)
    if (first === undefined) throw new Error('No report')
    const before = await opened(first)
    // The seventh and the eighth candidate change places.
    const again = [50, 40, 30, 20, 10, 9, 7, 8, 6]
    expect((await recounts(system, 'heijplaat').recounted({ electionId, ids }, again, recounted)).status).toBe(200)
    const versions = await make(about)
    expect(versions.map(({ number }) => number).toSorted()).toEqual([1, 2])
    const second = versions.find(({ number }) => number === 2)
    if (second === undefined) throw new Error('No second report')
    const { page } = await opened(second)
    expect(page.text).toContain('Deze uitslag vervangt uitslag 1')
    expect(page.text).toContain(order.reason)
    expect(before.page.text).not.toContain('vervangt')
    const after = await opened(first)
    expect(after.digests.map(({ bytes }) => sha256(bytes))).toEqual(before.digests.map(({ bytes }) => sha256(bytes)))
  })

  it('the official reports after a recount wait for the city while a ward is counted again, and are a second version after it', async () => {
    const { system, wards, make, opened } = begun
    const { electionId, ids } = await twoWards()
    const recount = recounts(system, 'heijplaat')
    expect((await recount.order({ electionId, ids }, recounted)).status).toBe(200)
    await wards.establish(electionId, 'pernis')
    setClock(recounted)
    // Every other ward has its result: the ward that counts again keeps the report of the city waiting.
    expect(await reportedCity(electionId)).toEqual([])
    await recount.count({ electionId, ids }, votes, recounted)
    await recount.propose({ electionId, ids }, recounted)
    await recount.establish({ electionId, ids }, recounted)
    expect(await reportedCity(electionId)).toMatchObject([{ number: 1 }])

    const later = '2026-04-10T09:00:00Z'
    await recount.recounted({ electionId, ids }, [50, 40, 30, 20, 10, 9, 7, 8, 6], later)
    setClock(later)
    expect((await reportedCity(electionId)).map(({ number }) => number).toSorted()).toEqual([1, 2])
    expect(await reportedCity(electionId)).toHaveLength(2)
    const second = (await make(`elections/${electionId}`)).find(
      ({ number, about }) => number === 2 && about === `elections/${electionId}`,
    )
    if (second === undefined) throw new Error('No second report')
    expect((await opened(second)).page.text).toContain(order.reason)
  })
})
