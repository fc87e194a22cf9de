// A document as an accessible web page (WCAG 2.2 AA, required by the Dutch decree on digital accessibility): a file without
// external resources. The same document gives the same bytes.
import type { Block, Document } from '../document.ts'
import { legibleLine, paragraphsOf } from './legible.ts'
import { style } from './style.ts'
import { dateInWords, wordsOf } from './words.ts'

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (each) => entities.get(each) ?? each)
const line = (text: string): string => escaped(legibleLine(text))
/** Keeps the line breaks of the author. */
const prose = (text: string): string => escaped(text).replaceAll('\n', '<br>')

/** Text of users gets the direction of its own script. */
const element = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes} dir="auto">${text}</${name}>`

const tableOf = ({ caption, columns, rows }: Extract<Block, { kind: 'table' }>, id: string): string => {
  const classOf = (place: number) => (columns[place]?.isNumber ? ' class="number"' : '')
  const head = columns.map(({ title }, place) => element('th', line(title), ` scope="col"${classOf(place)}`)).join('')
  const body = rows.map((row) => {
    const cells = row.map((cell, place) =>
      place === 0 ? element('th', line(cell), ' scope="row"') : element('td', line(cell), classOf(place)),
    )
    return `<tr>${cells.join('')}</tr>`
  })
  // A table that is too wide scrolls separately, also with the keyboard.
  return `<section class="scroll" aria-labelledby="${id}" tabindex="0"><table>${element('caption', line(caption), ` id="${id}"`)}
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></section>`
}

const blockOf = (block: Block, place: number): string => {
  switch (block.kind) {
    case 'heading':
      return element(`h${block.level}`, line(block.text))
    case 'paragraph':
      return paragraphsOf(block.text)
        .map((each) => element('p', prose(each)))
        .join('\n')
    case 'list': {
      const name = block.isOrdered ? 'ol' : 'ul'
      return `<${name}>\n${block.items.map((item) => element('li', line(item))).join('\n')}\n</${name}>`
    }
    case 'facts':
      return `<dl>\n${block.items
        .map(({ term, text }) => `${element('dt', line(term))}${element('dd', prose(paragraphsOf(text).join('\n')))}`)
        .join('\n')}\n</dl>`
    case 'table':
      return tableOf(block, `table-${place}`)
    default:
      return block satisfies never
  }
}

/** The page. All its text is in the document; a browser that opens it makes no other request. */
export const renderHtml = (document: Document): string => {
  const { language, title, subtitle, on, number, blocks } = document
  const version = wordsOf[language].version(number, dateInWords(on, language))
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${line(`${title} – ${subtitle}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
${element('h1', line(title))}
${element('p', line(subtitle), ' class="subtitle"')}
<p class="version"><time datetime="${line(on)}">${line(version)}</time></p>
</header>
${blocks.map(blockOf).join('\n')}
<footer><p>${line(title)}. ${line(version)}.</p></footer>
</main>
</body>
</html>
`
}
