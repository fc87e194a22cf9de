// Public views of lists of decisions. Their content is public from the start: no names of a secret vote are in it.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { DecisionId, MeetingId, WardCode } from '../../kernel/ids.ts'
import { MeetingKind } from '../meetings/agenda.ts'
import { Figures } from '../present.ts'
import type { DecisionList, ListVersion } from './decision-list.ts'

const ListedVote = z
  .strictObject({
    decisionId: DecisionId,
    outcome: z.enum(['adopted', 'rejected', 'put-off', 'to-be-ratified']),
    because: z.enum(['majority', 'no-majority', 'tie', 'nobody-asked-a-vote', 'lot']),
    how: z.enum(['by-name', 'secret', 'by-acclamation', 'ballots']),
    figures: Figures,
    votes: z
      .array(
        z
          .strictObject({ name: z.string(), vote: z.enum(['for', 'against', 'abstained', 'blank']) })
          .meta({ id: 'ListedMemberVote' }),
      )
      .optional()
      .meta({ description: 'Who voted what, of a vote by name only.' }),
    elected: z.string().optional().meta({ description: 'Name of the member whom the council chose.' }),
  })
  .meta({ id: 'ListedVote' })

const ListedItem = z
  .strictObject({
    number: z.int(),
    title: z.string(),
    purpose: z.enum(['decision', 'discussion', 'information']),
    isForRatification: z.boolean(),
    text: z.string().optional().meta({ description: 'What the coordinator adds in words.' }),
    vote: ListedVote.optional().meta({ description: 'What came of the vote; absent where nothing was voted on.' }),
  })
  .meta({ id: 'ListedItem' })

const head = {
  listVersion: z.int().meta({ description: 'Number of the version, from 1.' }),
  writtenAt: Instant.meta({ description: 'When it was written.' }),
  because: z.string().optional().meta({ description: 'Why it differs from the version before; absent of the first.' }),
}

export const PublicListVersionHead = z.strictObject(head).meta({ id: 'DecisionListVersionHead' })

const adopted = z
  .strictObject({ meetingId: MeetingId, decisionId: DecisionId, at: Instant })
  .meta({ id: 'DecisionListAdoption' })

const shown = {
  meetingId: MeetingId.meta({ description: 'The meeting whose decisions it lists.' }),
  wardCode: WardCode,
  kind: MeetingKind,
  heldAt: Instant.meta({ description: 'When that meeting was to begin.' }),
  ...head,
  adopted: adopted.optional().meta({ description: 'The formal meeting that adopted this version, if one did.' }),
  items: z.array(ListedItem),
}

export const PublicList = z
  .strictObject({ ...shown, status: z.enum(['drawn-up', 'adopted', 'corrected']) })
  .meta({ id: 'DecisionList' })

export const PublicListVersion = z.strictObject(shown).meta({ id: 'DecisionListVersion' })

export const presentListVersion = (list: DecisionList, version: ListVersion): z.input<typeof PublicListVersion> => {
  const { id: meetingId, wardCode, kind, heldAt } = list
  const { number: listVersion, writtenAt, because, items } = version
  const adoption = list.adoptions.find((each) => each.listVersion === listVersion)
  return {
    ...{ meetingId, wardCode, kind, heldAt, listVersion, writtenAt },
    ...(because === undefined ? {} : { because }),
    ...(adoption === undefined
      ? {}
      : { adopted: { meetingId: adoption.meetingId, decisionId: adoption.decisionId, at: adoption.at } }),
    items: items.map(({ vote, ...item }) => {
      if (vote === undefined) return item
      const { votes, ...rest } = vote
      return { ...item, vote: { ...rest, ...(votes === undefined ? {} : { votes: [...votes] }) } }
    }),
  }
}

export const presentList = (list: DecisionList, version: ListVersion): z.input<typeof PublicList> => ({
  ...presentListVersion(list, version),
  status: list.status,
})

export const presentListVersionHead = ({
  number,
  ...head
}: Omit<ListVersion, 'items'>): z.input<typeof PublicListVersionHead> => ({ listVersion: number, ...head })
