// The channel of a stage: by whom notices are mailed, and the addresses of offices and roles. Mailboxes of offices only: a
// person's address is known to the identity provider alone, and no notice has a name.
import * as z from 'zod'
import { type Environment, required } from '../kernel/environment.ts'
import { WardCode } from '../kernel/ids.ts'
import { isSameName } from '../kernel/text.ts'
import { type Notice, NoticeRole } from './notice.ts'

const wardPlace = '{ward}'
/** One address and nothing else; `{ward}` stands for the code of the ward. */
const Mailbox = z
  .string()
  .max(200)
  .regex(/^[a-z0-9._+-]*(\{ward\})?[a-z0-9._+-]*@[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a mailbox, in small letters')
  .refine((address) => !/^\.|\.@|\.\.|^@/.test(address), 'a mailbox, in small letters')

/** The mailbox of a role: everywhere, in one ward, or of one department. The narrower entry counts. */
const Entry = z
  .strictObject({
    role: NoticeRole,
    wardCode: WardCode.optional(),
    department: z.string().min(1).max(80).optional(),
    address: Mailbox,
  })
  .refine(({ role, department }) => department === undefined || role === 'department', {
    path: ['department'],
    error: 'only the role department has departments',
  })

/** Lambda takes 4 KB of environment for a function. */
const longestDirectory = 3_000

export const NoticeChannel = z.discriminatedUnion('kind', [
  /** Notices are in the list only. */
  z.strictObject({ kind: z.literal('none') }),
  /** Amazon SES. The domain of the sender is an identity that SES has verified. */
  z.strictObject({
    kind: z.literal('ses'),
    sender: Mailbox.refine((address) => !address.includes(wardPlace), 'the same for every ward'),
    /** Says what SES does with bounces and complaints. */
    configurationSet: z.string().regex(/^[\w-]{1,64}$/),
    /** What the path of a thing is added to: the city's website, or the API. */
    linksTo: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .regex(/[^/]$/, 'without a slash at its end'),
    directory: z
      .array(Entry)
      .max(100)
      .refine((entries) => JSON.stringify(entries).length <= longestDirectory, 'longer than a function can be told'),
  }),
])
export type NoticeChannel = z.infer<typeof NoticeChannel>
export type MailChannel = Extract<NoticeChannel, { readonly kind: 'ses' }>

/** The channel of the stage, as `NOTICE_CHANNEL` says in JSON. */
export const noticeChannelOf = (environment: Environment): NoticeChannel =>
  NoticeChannel.parse(JSON.parse(required(environment, 'NOTICE_CHANNEL')))

type Addressed = Pick<Notice, 'role' | 'wardCode' | 'department'>

/** The mailbox of whoever a notice is for, in the directory as it is now; undefined if it has none. */
export const addressOf = (
  { directory }: Pick<MailChannel, 'directory'>,
  { role, wardCode, department }: Addressed,
): string | undefined => {
  const fitting = directory.filter(
    (entry) =>
      entry.role === role &&
      (entry.wardCode === undefined || entry.wardCode === wardCode) &&
      (entry.department === undefined || isSameName(department, entry.department)),
  )
  const narrowest = fitting.toSorted((a, b) => narrowness(b) - narrowness(a))[0]
  return narrowest?.address.replace(wardPlace, wardCode)
}

const narrowness = ({ wardCode, department }: z.infer<typeof Entry>): number =>
  Number(wardCode !== undefined) + Number(department !== undefined)
