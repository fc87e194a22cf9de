// API operations on lists of decisions: created after a meeting, corrected, adopted by the next formal one, public to read.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../api/operation.ts'
import { MeetingId } from '../../kernel/ids.ts'
import { Line } from '../../kernel/text.ts'
import { councilsRefusals } from '../refusals.ts'
import { ItemText } from './decision-list.ts'
import { PublicList, PublicListVersion, PublicListVersionHead } from './present.ts'

const operation = operationsOf('councils', councilsRefusals)
const params = z.strictObject({ meetingId: MeetingId })
const meeting = { missing: 'meeting-not-found' } as const
const list = { missing: 'list-not-found' } as const
const texts = z.array(ItemText.meta({ id: 'ItemText' })).max(200)

const drawUpDecisionList = operation({
  id: 'drawUpDecisionList',
  method: 'POST',
  path: '/meetings/{meetingId}/decision-list',
  summary: { nl: 'Stel de besluitenlijst van een vergadering op', en: 'Draw up the list of decisions of a meeting' },
  description:
    'After the meeting is closed. Outcomes and figures follow from its decisions; words are added item by item. It is put on the next formal agenda automatically, to be adopted there.',
  access: access.coordinator,
  about: meeting,
  names: { 'item-not-found': ['/texts/*/itemNumber'] },
  requires: 'idempotency-key',
  params,
  body: z.strictObject({ texts: texts.default([]) }),
  responses: { 201: PublicList },
  refusals: ['meeting-not-closed', 'list-drawn-up-already', 'item-not-found', 'list-too-long'],
})

const getDecisionList = operation({
  id: 'getDecisionList',
  method: 'GET',
  path: '/meetings/{meetingId}/decision-list',
  summary: { nl: 'De besluitenlijst van een vergadering', en: 'The list of decisions of a meeting' },
  description: 'The latest version, and whether a formal meeting adopted it. A secret vote is shown in figures only.',
  access: access.public,
  about: list,
  params,
  responses: { 200: PublicList },
})

const correctDecisionList = operation({
  id: 'correctDecisionList',
  method: 'POST',
  path: '/meetings/{meetingId}/decision-list/_correct',
  summary: { nl: 'Verbeter een besluitenlijst', en: 'Correct a list of decisions' },
  description:
    'A new version, with a public reason; the versions before it stay readable. Words are replaced for the items named; names are shown as they are now. A list that was adopted is put on the next formal agenda again.',
  access: access.coordinator,
  about: list,
  names: { 'item-not-found': ['/texts/*/itemNumber'] },
  requires: 'if-match',
  params,
  body: z.strictObject({ reason: Line(200), texts: texts.default([]) }),
  responses: { 200: PublicList },
  refusals: [
    'list-adopted-already',
    'list-not-adopted',
    'list-unchanged',
    'item-not-found',
    'list-too-long',
    'meeting-not-found',
  ],
})

const listDecisionListVersions = operation({
  id: 'listDecisionListVersions',
  method: 'GET',
  path: '/meetings/{meetingId}/decision-list/versions',
  summary: {
    nl: 'De versies van een besluitenlijst, de eerste eerst',
    en: 'The versions of a list of decisions, the first one first',
  },
  description: 'When each was written and why.',
  access: access.public,
  about: list,
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicListVersionHead) },
})

const getDecisionListVersion = operation({
  id: 'getDecisionListVersion',
  method: 'GET',
  path: '/meetings/{meetingId}/decision-list/versions/{listVersion}',
  summary: { nl: 'Een versie van een besluitenlijst', en: 'A version of a list of decisions' },
  description: 'As it was written. A version never changes: a later one follows it.',
  access: access.public,
  about: list,
  params: z.strictObject({
    meetingId: MeetingId,
    listVersion: z
      .string()
      .regex(/^[1-9][0-9]{0,5}$/)
      .transform(Number)
      // Digits in the path are a number according to the schema.
      .meta({ override: { type: 'integer', minimum: 1, maximum: 999_999 } }),
  }),
  responses: { 200: PublicListVersion },
  refusals: ['list-version-not-found'],
})

export const listOperations = {
  drawUpDecisionList,
  getDecisionList,
  correctDecisionList,
  listDecisionListVersions,
  getDecisionListVersion,
} as const
