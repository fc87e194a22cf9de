// A meeting of a ward council from its call to its close, and who may speak in it.
import * as decide from '../../../shared/councils/meetings/meeting.ts'
import { objectionToSpeaking, registerToSpeak } from '../../../shared/councils/meetings/speaker.ts'
import { objectionToActingFor } from '../../../shared/councils/members/held-rows.ts'
import { getMember, getMembers } from '../../../shared/councils/members/store.ts'
import { councilsOperations as operations } from '../../../shared/councils/operations.ts'
import { presentMeeting, presentMeetingFile } from '../../../shared/councils/present.ts'
import { meetingRulesOn } from '../../../shared/councils/rules/store.ts'
import * as store from '../../../shared/councils/store.ts'
import { dateInCity } from '../../../shared/kernel/clock.ts'
import { MeetingId } from '../../../shared/kernel/ids.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { implement, reply } from '../../runtime/http.ts'
import { change, createIn, list, listOf, read, together } from '../../runtime/things.ts'
import { meetingsIn, wardsIn } from '../subjects.ts'
import { objectionToMatters } from './matters.ts'
import { onNextAgenda, waitingIn } from './waiting.ts'

const shown = {
  present: presentMeeting,
  location: ({ id }: { readonly id: MeetingId }) => `/meetings/${id}`,
}

export const meeting = (table: Table) => {
  const meetings = meetingsIn(table)
  const wards = wardsIn(table)
  return {
    listMeetings: list(
      operations.listMeetings,
      ({ query: { wardCode, ...page } }) => store.listMeetings(table, wardCode, page),
      presentMeeting,
    ),
    getMeeting: read(operations.getMeeting, meetings, presentMeeting),
    getMeetingFile: read(operations.getMeetingFile, meetings, presentMeetingFile),
    conveneMeeting: createIn(
      operations.conveneMeeting,
      ({ body, caller }) => {
        const wardCode = body.wardCode ?? caller.wardCode
        return { ...wards, find: async () => (wardCode === undefined ? undefined : wards.find({ wardCode })) }
      },
      meetings,
      async ({ body, thing: { code }, createdId, requestDigest, now }) => {
        const { agenda, kind, startsAt, place } = body
        const rules = await meetingRulesOn(table, code, dateInCity(startsAt))
        const speaking = body.speaking ?? rules.speaking
        const id = MeetingId.parse(createdId)
        const call = { id, wardCode: code, requestDigest, kind, startsAt, place, speaking, rules, deliveredAt: now }
        const convened = decide.conveneMeeting(call, agenda, await waitingIn(table, code))
        return convened.refused ? convened : ((await objectionToMatters(table, code, 'agenda', agenda)) ?? convened)
      },
      shown,
    ),
    reconveneMeeting: createIn(
      operations.reconveneMeeting,
      () => meetings,
      meetings,
      async ({ body: { agenda, ...where }, thing, createdId, requestDigest, now }) => {
        const id = MeetingId.parse(createdId)
        const call = { ...where, id, requestDigest, deliveredAt: now }
        const called = decide.reconveneMeeting(thing, call, agenda, await waitingIn(table, thing.wardCode))
        if (called.refused || (thing.status === 'not-opened' && thing.reconvenedAs === id)) return called
        const objection = await objectionToMatters(table, thing.wardCode, 'agenda', agenda)
        if (objection !== undefined) return objection
        const noted = decide.noteReconvened(thing, id)
        return noted.refused ? noted : together(called, changeOf(meetings.kept, noted))
      },
      shown,
    ),
    addAgendaItems: change(
      operations.addAgendaItems,
      meetings,
      async ({ thing, body: { items } }) => {
        const added = decide.addItems(thing, items)
        return added.refused ? added : ((await objectionToMatters(table, thing.wardCode, 'items', items)) ?? added)
      },
      presentMeeting,
    ),
    cancelMeeting: change(
      operations.cancelMeeting,
      meetings,
      async ({ thing, body, now }) => {
        const cancelled = decide.cancelMeeting(thing, body.reason)
        if (cancelled.refused || thing.kind !== 'formal') return cancelled
        // Matters that waited for this meeting now wait for the next one.
        const { wardCode, id: except } = thing
        const waiting = await waitingIn(table, wardCode)
        return together(cancelled, ...(await onNextAgenda(table, waiting, { wardCode, now, except })))
      },
      presentMeeting,
    ),
    openMeeting: change(
      operations.openMeeting,
      meetings,
      async ({ thing, body, now }) => {
        const [members, waiting] = await Promise.all([
          getMembers(table, thing.wardCode),
          waitingIn(table, thing.wardCode),
        ])
        return decide.openMeeting(thing, members, body.present, now, waiting)
      },
      presentMeeting,
    ),
    notePresence: change(
      operations.notePresence,
      meetings,
      ({ thing, body, now }) => decide.notePresence(thing, body.memberId, body.isPresent, now),
      presentMeetingFile,
    ),
    declareConflict: change(
      operations.declareConflict,
      meetings,
      async ({ thing, body, held }) => {
        const objection = objectionToActingFor(held, body.memberId)
        if (objection) return objection
        const member = await getMember(table, thing.wardCode, body.memberId)
        return member === undefined
          ? refuse('member-not-found')
          : decide.declareConflict(thing, member, body.itemNumber)
      },
      () => undefined,
    ),
    closeMeeting: change(
      operations.closeMeeting,
      meetings,
      ({ thing, now }) => decide.closeMeeting(thing, now),
      presentMeeting,
    ),
    registerToSpeak: implement(operations.registerToSpeak, async ({ params, body, caller, now }) => {
      const found = await meetings.find(params)
      if (found === undefined) return refuse('meeting-not-found')
      const registered = registerToSpeak(found, body, now)
      if (registered.refused) return registered
      const saved = await save(table, now, ...store.registration(found.id, caller.id, registered.value))
      return saved.refused ? saved : reply(200, registered.value)
    }),
    withdrawSpeaking: implement(operations.withdrawSpeaking, async ({ params, caller, now }) => {
      const [found, standing] = await Promise.all([
        meetings.find(params),
        store.getSpeaker(table, params.meetingId, caller.id),
      ])
      if (found === undefined) return refuse('meeting-not-found')
      if (standing === undefined) return reply(204, undefined)
      const objection = objectionToSpeaking(found, now)
      if (objection?.code === 'speaking-closed') return objection
      const saved = await save(table, now, ...store.deregistration(found.id, caller.id))
      return saved.refused ? saved : reply(204, undefined)
    }),
    listSpeakers: listOf(
      operations.listSpeakers,
      meetings,
      ({ thing, query }) => store.listSpeakers(table, thing.id, query),
      (speaker) => speaker,
    ),
  }
}
