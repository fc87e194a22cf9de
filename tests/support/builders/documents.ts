// Documents to render: an ordinary one, and one with hostile texts.
import { type Block, Document, facts, heading, list, paragraph, table } from '../../../shared/documents/document.ts'

export const documentOf = (blocks: readonly Block[], change: Partial<Document> = {}): Document =>
  Document.parse({
    language: 'nl',
    title: 'Proces-verbaal van de uitslag',
    subtitle: 'Oude Noorden',
    madeAt: '2022-03-23T10:00:00.000Z',
    on: '2022-03-23',
    number: 1,
    blocks,
    ...change,
  })

export const ordinary = documentOf([
  ...facts(['Wijk', 'Oude Noorden'], ['Zetels', '9'], ['Niets', undefined]),
  heading('Gekozen leden'),
  paragraph('Gekozen zijn de kandidaten\nmet de meeste stemmen.\n\nEen tweede alinea.'),
  ...list(['Zoë Öztürk', 'Łukasz Đorđević'], true),
  ...list(['los', 'van elkaar']),
  heading('Stemmen per kandidaat', 3),
  ...table(
    'Totaal van de wijk',
    ['Kandidaat', 'Stemmen#'],
    [
      ['1. Zoë Öztürk', '1.234'],
      ['2. Łukasz Đorđević', '56'],
    ],
  ),
])

/** Texts that try to break out of the page. */
export const hostileTexts = [
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '"\' onmouseover="alert(3)"',
  '</style></title></textarea><!-- ]]> -->',
  'bel\u0007 terug\u0008 nul\u0000 escape\u001b[31m',
  'omgekeerd \u202eneb ki\u202c en \u2066ge\u00efsoleerd\u2069',
  'שלום עולם en مرحبا بالعالم',
  'familie 👨‍👩‍👧‍👦 vlag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 duim 👍🏽',
  'half \ud83d en \udc4d',
  'हिन्दी 中文 ไทย ꧁༺',
  'é als e\u0301 en ǰ en z\u0351\u0343\u0358\u0327',
  `${'w'.repeat(5_000)}`,
  '%PDF-1.7 endobj ) >> (stream',
  'regel\u2028scheiding\u2029hier\r\nen\rdaar',
  '\ufeff\ufffe\uffff onzichtbaar\u200b\u00ad',
  '  \t ',
  '',
] as const

export const hostile = documentOf(
  [
    ...facts(...hostileTexts.map((text, place): readonly [string, string] => [`${place} ${text}`, text])),
    ...hostileTexts.flatMap((text) => [heading(text), paragraph(text)]),
    ...list(hostileTexts),
    ...table(
      hostileTexts.join(' '),
      hostileTexts.slice(0, 5),
      hostileTexts.map((text) => [text, text, text, text, text]),
    ),
  ],
  { title: hostileTexts.join(' '), subtitle: hostileTexts[0] },
)
