// From the first draft of an agreement to the end of its consultation: text, versions, comments.
import * as agreements from '../../shared/agreements/agreement/agreement.ts'
import { commentOn, withdrawalOf } from '../../shared/agreements/agreement/comment.ts'
import { differencesBetween } from '../../shared/agreements/agreement/text.ts'
import * as agreementOperations from '../../shared/agreements/agreement-operations.ts'
import * as consultationOperations from '../../shared/agreements/consultation-operations.ts'
import { presentAgreement, presentComment, presentDifferences } from '../../shared/agreements/present.ts'
import { agreementRulesOn } from '../../shared/agreements/rules/store.ts'
import * as store from '../../shared/agreements/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { AgreementId, CommentId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { implement, reply } from '../runtime/http.ts'
import { about, change, createIn, list, listOf, read, together } from '../runtime/things.ts'
import { agreementsIn, wardNamed } from './subjects.ts'

export const readAgreements = (table: Table) => {
  const found = agreementsIn(table)
  return {
    listAgreements: list(
      agreementOperations.listAgreements,
      ({ query: { wardCode, ...page } }) => store.listAgreements(table, wardCode, page),
      presentAgreement,
    ),
    getAgreement: read(agreementOperations.getAgreement, found, presentAgreement),
    listAgreementTexts: listOf(
      agreementOperations.listAgreementTexts,
      found,
      ({ thing, query }) => store.listTexts(table, thing.id, query),
      (head) => head,
    ),
    getAgreementText: about(agreementOperations.getAgreementText, found, async ({ thing, params }) => {
      const version = await store.getText(table, thing.id, params.textVersion)
      return version === undefined ? refuse('text-not-found') : reply(200, version)
    }),
    compareAgreementTexts: about(
      agreementOperations.compareAgreementTexts,
      found,
      async ({ thing, query: { from, to } }) => {
        const [before, after] = await Promise.all([
          store.getText(table, thing.id, from),
          store.getText(table, thing.id, to),
        ])
        if (before === undefined || after === undefined)
          return refuse('text-not-found', {}, [
            ...(before === undefined ? [{ pointer: '/from' }] : []),
            ...(after === undefined ? [{ pointer: '/to' }] : []),
          ])
        return reply(200, presentDifferences(from, to, differencesBetween(before.text, after.text)))
      },
    ),
  }
}

export const draftAgreements = (table: Table) => ({
  draftAgreement: createIn(
    agreementOperations.draftAgreement,
    ({ body, caller }) => wardNamed(table, body.wardCode ?? caller.wardCode),
    agreementsIn(table),
    async ({ body, thing: { code }, createdId, requestDigest, now }) => {
      const ruleSet = await agreementRulesOn(table, code, dateInCity(now))
      if ('refused' in ruleSet) return ruleSet
      const { text, title, from, until } = body
      const id = AgreementId.parse(createdId)
      const draft = { title, from, until, id, wardCode: code, requestDigest, ruleSet }
      const drafted = agreements.draftAgreement(draft, text, now)
      return drafted.refused ? drafted : together(drafted.begun, store.textWritten(id, drafted.written))
    },
    { present: presentAgreement, location: ({ id }) => `/agreements/${id}` },
  ),
  reviseAgreement: change(
    agreementOperations.reviseAgreement,
    agreementsIn(table),
    ({ thing, body, now }) => {
      const revised = agreements.reviseText(thing, body.text, body.because, now)
      return revised.refused ? revised : together(revised.taken, store.textWritten(thing.id, revised.written))
    },
    presentAgreement,
  ),
  consultResidents: change(
    consultationOperations.consultResidents,
    agreementsIn(table),
    ({ thing, body, now }) => agreements.consultResidents(thing, body.closesAt, now),
    presentAgreement,
  ),
  askCosting: change(
    agreementOperations.askCosting,
    agreementsIn(table),
    ({ thing, now }) => agreements.askCosting(thing, now),
    presentAgreement,
  ),
})

export const commentOnAgreements = (table: Table) => ({
  listAgreementComments: listOf(
    consultationOperations.listAgreementComments,
    agreementsIn(table),
    ({ thing, query }) => store.listComments(table, thing.id, query),
    presentComment,
  ),
  commentOnAgreement: about(
    consultationOperations.commentOnAgreement,
    agreementsIn(table),
    async ({ thing, body, caller, createdId, requestDigest, now }) => {
      const id = CommentId.parse(createdId)
      const said = commentOn(thing, { id, residentId: caller.id, requestDigest, text: body.text }, now)
      if (said.refused) return said
      const isStill = store.agreementIsStill(thing, ['in-consultation'])
      const saved = await save(table, now, store.commentAdded(said.value, said.events), isStill)
      const standing = saved.refused ? await store.getComment(table, said.value) : said.value
      if (standing === undefined) return refuse('changed-meanwhile')
      if (standing.requestDigest !== requestDigest) return refuse('idempotency-key-reused')
      return reply(201, presentComment(standing), { location: `/agreements/${thing.id}/comments` })
    },
  ),
  withdrawComment: implement(
    consultationOperations.withdrawComment,
    async ({ params: { agreementId, commentId }, caller, now }) => {
      const [agreement, comment] = await Promise.all([
        store.getAgreement(table, agreementId),
        store.getComment(table, { agreementId, residentId: caller.id, id: commentId }),
      ])
      if (agreement === undefined) return refuse('agreement-not-found')
      // Already deleted, never there, or another resident's: the caller has no such comment now.
      if (comment !== undefined) await save(table, now, store.commentRemoved(comment, withdrawalOf(comment)))
      return reply(204, undefined)
    },
  ),
})
