// Ward agreements: public to read; council, municipality and ward network write and maintain them.
import { ordinaryAgreementsOperations } from '../../shared/agreements/operations.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { wardLookup } from '../../shared/wards/store.ts'
import { serve } from '../runtime/http.ts'
import { judgeActions, planActions, readActions } from './actions.ts'
import { adoptAgreements } from './adopt.ts'
import { watchAlarms } from './alarms/alarms.ts'
import { commentOnAgreements, draftAgreements, readAgreements } from './draft.ts'
import { reportOnActions } from './report.ts'
import { readReviews } from './reviews/reviews.ts'
import { agreementRules } from './rules.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    ordinaryAgreementsOperations,
    {
      ...readAgreements(table),
      ...draftAgreements(table),
      ...commentOnAgreements(table),
      ...adoptAgreements(table),
      ...readActions(table),
      ...planActions(table),
      ...reportOnActions(table),
      ...judgeActions(table),
      ...readReviews(table),
      ...watchAlarms(table),
      ...agreementRules(table),
    },
    { isWard: wardLookup(table) },
  )
}
