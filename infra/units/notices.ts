// Notices: two functions mail them, at once and collected, and no other function may.
import { noticeGiven } from '../../events/notices.ts'
import { councilKeys } from '../../shared/councils/keys.ts'
import { noticeKeys } from '../../shared/notices/keys.ts'
import { noticesOperations } from '../../shared/notices/operations.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'

/** Gives notice: in the transaction of the change that it reports. */
export const giveNotice: TableAccess = {
  table: 'main',
  actions: ['dynamodb:PutItem'],
  leadingKeys: [noticeKeys.notices],
}

/** Gives notice where it has not been given yet: for a step that may run twice. */
export const giveNoticeOnce: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  leadingKeys: [noticeKeys.notices],
}

const moveNotices: TableAccess = {
  table: 'main',
  actions: ['dynamodb:UpdateItem'],
  leadingKeys: [noticeKeys.notices],
}
const readWards: TableAccess = { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [wardKeys.wards] }

export const noticesUnits: readonly Unit[] = [
  {
    name: 'notices-api',
    context: 'notices',
    entry: 'functions/notices/api.ts',
    trigger: { kind: 'http', operations: Object.values(noticesOperations) },
    access: [
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [noticeKeys.notices] },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.heldBy] },
      readWards,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Raden, diensten en wethouders kunnen niet lezen wat er van hen wordt gevraagd.',
      en: 'Councils, departments and aldermen cannot read what is asked of them.',
    },
  },
  {
    name: 'send-notice',
    context: 'notices',
    entry: 'functions/notices/send-notice.ts',
    trigger: { kind: 'events', events: [noticeGiven], retries: { attempts: 2, withinMinutes: 360 } },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [noticeKeys.notices] },
      moveNotices,
      readWards,
      putEvents,
    ],
    mails: true,
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Een dringend bericht wordt tot vijf minuten later gemaild: alleen de veger stuurt het nog.',
      en: 'An urgent notice is mailed up to five minutes late: only the sweeper still sends it.',
    },
  },
  {
    name: 'sweep-notices',
    context: 'notices',
    entry: 'functions/notices/sweep-notices.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [noticeKeys.mailDue] },
      moveNotices,
      readWards,
      putEvents,
    ],
    mails: true,
    alarms: {
      says: 'notice-not-mailed',
      metric: 'NoticesNotMailed',
      userImpact: {
        nl: 'Een raad of dienst krijgt geen mail over wat er van hem wordt gevraagd, en kan een termijn missen.',
        en: 'A council or department gets no mail about what is asked of it, and may miss a term.',
      },
    },
    memory: 256,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Berichten van de dag worden niet gemaild, en wat niet kon worden gemaild gaat niet alsnog de deur uit.',
      en: 'The notices of the day are not mailed, and what could not be mailed does not go out later.',
    },
  },
]
