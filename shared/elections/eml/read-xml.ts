// Reads XML that somebody hands in. Nothing in it is resolved or fetched: a document type, and with it every entity, is
// refused; depth and number of elements are limited, so that no file can fill the memory.
import { SaxesParser } from 'saxes'
import type { Bilingual } from '../../kernel/refusals.ts'
import type { XmlElement } from './xml.ts'

/** Prefixes by namespace, as our own messages write them; an element of another namespace gets `other:`. */
const prefixes = new Map([
  ['urn:oasis:names:tc:evs:schema:eml', ''],
  ['http://www.kiesraad.nl/extensions', 'kr:'],
  ['urn:oasis:names:tc:ciq:xsdschema:xAL:2.0', 'xal:'],
  ['urn:oasis:names:tc:ciq:xsdschema:xNL:2.0', 'xnl:'],
])
const deepest = 24
const maximumElements = 50_000
/** The file is handed to the parser in pieces, so that it stops at the first error. */
const pieceLength = 16_384

export type UnreadableXml = { readonly line: number; readonly says: Bilingual }
export type ReadXml = { readonly root: XmlElement } | { readonly unreadable: UnreadableXml }

type Open = {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  readonly line: number
  readonly children: XmlElement[]
  text: string
}

const closed = ({ name, attributes, line, children, text }: Open): XmlElement => ({
  ...{ name, attributes, line },
  content: children.length > 0 ? children : text.trim(),
})

const hasDocumentType: Bilingual = {
  nl: 'Het bestand heeft een documenttype (DOCTYPE). Dat is niet toegestaan.',
  en: 'The file has a document type (DOCTYPE), which is not allowed.',
}
const isTooLarge: Bilingual = {
  nl: 'Het bestand heeft te veel elementen, of te veel lagen.',
  en: 'The file has too many elements, or too many layers.',
}
const isMalformed = (message: string): Bilingual => ({
  nl: `Dit is geen geldige XML: ${message}`,
  en: `This is not valid XML: ${message}`,
})

/** The root element of a document with the line of each element; or the first thing that is wrong, and its line. */
export const readXml = (text: string): ReadXml => {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Open[] = []
  let [root, unreadable, elements]: [XmlElement | undefined, UnreadableXml | undefined, number] = [
    undefined,
    undefined,
    0,
  ]
  const stop = (says: Bilingual) => {
    unreadable ??= { line: parser.line, says }
  }
  parser.on('error', ({ message }) => stop(isMalformed(message.replace(/^\d+:\d+: /, ''))))
  parser.on('doctype', () => stop(hasDocumentType))
  parser.on('opentag', ({ local, uri, attributes }) => {
    elements += 1
    if (elements > maximumElements || open.length >= deepest) return stop(isTooLarge)
    const own = Object.values(attributes).filter((each) => each.uri === '')
    open.push({
      name: `${prefixes.get(uri) ?? 'other:'}${local}`,
      attributes: Object.fromEntries(own.map((each) => [each.local, each.value])),
      line: parser.line,
      children: [],
      text: '',
    })
  })
  const onText = (piece: string) => {
    const current = open.at(-1)
    if (current !== undefined) current.text += piece
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const last = open.pop()
    if (last === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root = closed(last)
    else parent.children.push(closed(last))
  })
  // A byte order mark is not part of the document.
  const content = text.replace(/^\u{feff}/u, '')
  for (let at = 0; at < content.length && unreadable === undefined; at += pieceLength)
    parser.write(content.slice(at, at + pieceLength))
  if (unreadable === undefined) parser.close()
  if (unreadable !== undefined) return { unreadable }
  return root === undefined ? { unreadable: { line: parser.line, says: isMalformed('no element') } } : { root }
}
