// API operations on notices.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { WardCode } from '../kernel/ids.ts'
import { NoticeRole } from './notice.ts'
import { PublicNotice } from './present.ts'
import { noticesRefusals } from './refusals.ts'

const operation = operationsOf('notices', noticesRefusals)

const listNotices = operation({
  id: 'listNotices',
  method: 'GET',
  path: '/notices',
  summary: { nl: 'Wat er van u wordt gevraagd', en: 'What is asked of you' },
  description:
    'The notices for a role that you have today, the latest first, and whether each was mailed. If you have several roles, or one in several wards, name one.',
  access: access.self,
  query: z.strictObject({ role: NoticeRole.optional(), wardCode: WardCode.optional(), ...pageQuery }),
  responses: { 200: pageOf(PublicNotice) },
  refusals: ['no-notices-for-you', 'not-your-ward', 'role-not-in-force', 'invalid-cursor'],
})

export const noticesOperations = { listNotices } as const
