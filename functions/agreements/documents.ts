// The documents of an agreement, for the transaction of the step that publishes it.
import { agreementDocument, type PrintedAgreement } from '../../shared/agreements/documents/agreement-document.ts'
import { type PrintedReport, reportDocument } from '../../shared/agreements/documents/report-document.ts'
import { getText } from '../../shared/agreements/store.ts'
import { getAlarms } from '../../shared/agreements/watch-store.ts'
import { documentDrawnUp } from '../../shared/documents/store.ts'
import type { WardCode } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'

const wardName = async (table: Table, wardCode: WardCode): Promise<string> =>
  (await getWard(table, wardCode))?.name ?? wardCode

/** An agreement, or its plan for a year, as it will stand: 2 items of a transaction, rarely more. */
export const agreementDrawnUp = async (table: Table, printed: Omit<PrintedAgreement, 'wardName'>) => {
  const { id, wardCode } = printed.agreement
  const document = agreementDocument({ ...printed, wardName: await wardName(table, wardCode) })
  return documentDrawnUp(table, { about: `agreements/${id}`, kind: 'ward-agreement' }, document)
}

/** The report of a review, with the alarms as they stand: 2 items of a transaction, rarely more. */
export const reportDrawnUp = async (
  table: Table,
  printed: Pick<PrintedReport, 'agreement' | 'review' | 'report' | 'actions' | 'reviewsLeft'>,
) => {
  const { agreement, review } = printed
  const { id, wardCode, textVersion } = agreement
  const [name, version, alarms] = await Promise.all([
    wardName(table, wardCode),
    getText(table, id, textVersion),
    getAlarms(table, id),
  ])
  const document = reportDocument({ ...printed, wardName: name, text: version?.text ?? [], alarms })
  return documentDrawnUp(table, { about: `agreements/${id}/reviews/${review.id}`, kind: 'review-report' }, document)
}
