// Elements of XML with attributes and text: how they are written, and how something is found in them.

export type XmlElement = {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  readonly content: string | readonly XmlElement[]
  /** Where it was read from a file: its line. */
  readonly line?: number
}

/** An element with a text, or with elements; undefined ones are left out. */
export const element = (
  name: string,
  content: string | number | readonly (XmlElement | undefined)[] = '',
  attributes: XmlElement['attributes'] = {},
): XmlElement => ({
  name,
  attributes,
  content:
    typeof content === 'object' ? content.filter((child): child is XmlElement => child !== undefined) : String(content),
})

// Characters that XML 1.0 cannot represent.
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
const escaped = (text: string): string =>
  text
    .replaceAll(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const lines = ({ name, attributes, content }: XmlElement, indent: string): string => {
  const named = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const start = `${indent}<${name}${named.join('')}`
  if (content.length === 0) return `${start}/>`
  if (typeof content === 'string') return `${start}>${escaped(content)}</${name}>`
  return [`${start}>`, ...content.map((child) => lines(child, `${indent}  `)), `${indent}</${name}>`].join('\n')
}

/** A document of this element, in UTF-8. */
export const xmlDocument = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '')}\n`

const children = ({ content }: XmlElement): readonly XmlElement[] => (typeof content === 'string' ? [] : content)

/** Every element of this name below another, at any depth. */
export const below = (root: XmlElement, name: string): readonly XmlElement[] =>
  children(root).flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)])

/** The children of an element that have this name. */
export const childrenOf = (root: XmlElement, name: string): readonly XmlElement[] =>
  children(root).filter((child) => child.name === name)

/** The text of the first child of this name. */
export const textOf = (root: XmlElement, name: string): string | undefined => {
  const content = childrenOf(root, name)[0]?.content
  return typeof content === 'string' ? content : undefined
}
