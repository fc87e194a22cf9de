// Opens a published document as anyone would: found by what it is about, read as a web page, compared with its digest.
import { createHash } from 'node:crypto'
import type { Result } from '../../../client/client.ts'
import type { City } from '../scenario/city.ts'
import { until } from '../scenario/until.ts'
import { keep } from './keepsakes.ts'

type DocumentKind = Extract<Result<'listDocuments'>, { ok: true }>['body']['items'][number]['kind']

const entities: { readonly [entity: string]: string } = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** The first lines of the body of a page, without markup: for a terminal. */
const firstLines = (page: string, count: number): readonly string[] =>
  page
    .replace(/^.*?<main[^>]*>/s, '')
    .replaceAll(/<(style|script|title)[^>]*>.*?<\/\1>/gs, '')
    .replaceAll(/<\/dt>\s*/g, ': ')
    .replaceAll(/<\/(p|h\d|li|tr|dd|caption)>/g, '\n')
    .replaceAll(/<\/t[dh]>\s*(?=<t[dh])/g, '  ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, count)

/**
 * Reads the newest document of a kind about a thing. Prints its address and its first lines, keeps the page as a file. A list is
 * ordered by subject: of a thing whose parts have such documents too, the last one is not the newest.
 */
export const openDocument = async (city: City, about: string, kind: DocumentKind): Promise<void> => {
  const document = await until(city, `a document about ${about} is published`, async () => {
    const { items } = (await city.must('listDocuments', { query: { about, limit: 100 } })).body
    // The newest one: an earlier one may be published while its files are still being made.
    const newest = items.findLast((each) => each.kind === kind)
    return newest?.status === 'published' ? newest : undefined
  })
  const params = { documentId: document.id, format: 'html' } as const
  const { href, sha256 } = (await city.must('getDocumentFile', { params })).body
  const answered = await fetch(href)
  const page = await answered.text()
  if (!answered.ok) throw new Error(`${href} answered ${answered.status}`)
  const isGenuine = createHash('sha256').update(page).digest('hex') === sha256
  if (!isGenuine) throw new Error(`The bytes of ${document.title} are not those of its digest`)
  const file = keep(`${kind}-${document.id}.html`, page)
  console.log(`\n  ${document.title} (${document.subtitle}), version ${document.number}`)
  console.log(`  ${city.baseUrl}/documents/${document.id}/files/html`)
  for (const line of firstLines(page, 10)) console.log(`  │ ${line.slice(0, 110)}`)
  console.log(`  │ …\n  Its bytes have the published digest ${sha256.slice(0, 16)}…; the whole page: ${file}`)
}
