// The state machine of a document, drawn in docs/state-machines/document.md.
import { documentDrawnUp, documentPublished } from '../../events/documents.ts'
import { event } from '../../events/envelope.ts'
import { machineOf } from '../kernel/machine.ts'
import type { KeptDocument } from './kept-document.ts'

const { begin, step, machine } = machineOf<KeptDocument>()
const subject = ({ id }: KeptDocument) => `documents/${id}`
const facts = ({ id, about, kind, number }: KeptDocument) => ({ documentId: id, about, kind, number })

export const documents = machine('document', {
  'draw-up': begin({ to: 'drawn-up', eventFor: (after) => event(documentDrawnUp, subject(after), facts(after)) }),
  publish: step({
    from: ['drawn-up'],
    to: 'published',
    otherwise: 'document-published',
    eventFor: (after) =>
      event(documentPublished, subject(after), {
        ...facts(after),
        ...{ html: after.files.html.sha256, pdf: after.files.pdf.sha256 },
      }),
  }),
})
