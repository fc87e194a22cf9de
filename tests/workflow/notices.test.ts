// From a notice to its mail: immediately or collected, once however often it is requested, and later if sending failed.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { noticeGiven } from '../../events/notices.ts'
import { start as startReading } from '../../functions/notices/api.ts'
import { start as startSending } from '../../functions/notices/send-notice.ts'
import { start as startSweeping } from '../../functions/notices/sweep-notices.ts'
import { start as startSeeding } from '../../functions/wards/seed-wards.ts'
import { askingNotice, tellingNotice } from '../../shared/agreements/watch/notice.ts'
import { Instant, LocalDate } from '../../shared/kernel/clock.ts'
import { AgreementId, WardCode } from '../../shared/kernel/ids.ts'
import { freshSecretId } from '../../shared/kernel/random.ts'
import type { NoticeKind, NoticeRole } from '../../shared/notices/notice.ts'
import { noticesOperations } from '../../shared/notices/operations.ts'
import { PublicNotice } from '../../shared/notices/present.ts'
import { keptNotices } from '../../shared/notices/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { itemsUnder, setClock } from '../support/builders/voting/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { freshTables, tableEnvironment } from '../support/engine/engine.ts'
import { send } from '../support/services/http-event.ts'
import { fieldsOf, linesLogged } from '../support/services/log-lines.ts'

const morning = '2026-02-02T09:00:00.000Z'
const minutesLater = (minutes: number) => new Date(Date.parse(morning) + minutes * 60_000).toISOString()
const channel = {
  kind: 'ses',
  sender: 'wijkaanzet@stad.example',
  configurationSet: 'wijk',
  linksTo: 'https://stad.example',
  directory: [
    { role: 'ward-council', address: 'wijkraad.{ward}@stad.example' },
    { role: 'ward-manager', address: 'wijkmanager.{ward}@stad.example' },
    { role: 'department', department: 'Stadsbeheer', address: 'stadsbeheer@stad.example' },
  ],
}
const OutboxItem = z.object({
  detail: z.string().transform((text) => z.looseObject({ type: z.string() }).parse(JSON.parse(text))),
})
const Data = z.object({ Data: z.string() })
const Asked = z.object({
  FromEmailAddress: z.string(),
  ConfigurationSetName: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({
    Simple: z.object({
      Subject: Data,
      Body: z.object({ Text: Data }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })),
    }),
  }),
})

const begin = async () => {
  const [tables, aws] = await Promise.all([freshTables(), startAwsStub()])
  const environment = { ...tableEnvironment(tables), ...awsEnvironment(aws) }
  await startSeeding(environment)(undefined, {})
  for (const [sub, role] of [
    ['manager', 'ward-manager'],
    ['council', 'chair'],
    ['clerk', 'council-clerk'],
    ['department', 'department'],
  ] as const)
    await giveRole(tables.table, sub, role, { ward: 'pernis' })
  return { ...tables, aws, environment, ...functionsOf(environment, channel), api: startReading(environment) }
}
const functionsOf = (environment: Parameters<typeof startSending>[0], how: object) => {
  const configured = { ...environment, NOTICE_CHANNEL: JSON.stringify(how) }
  return { consume: startSending(configured), sweep: startSweeping(configured) }
}

let world: Awaited<ReturnType<typeof begin>>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(morning)
  world = await begin()
})
afterEach(async () => {
  vi.useRealTimers()
  await world.aws.stop()
})

const give = async (
  kind: NoticeKind,
  role: NoticeRole,
  more: { readonly department?: string; readonly ward?: string } = {},
) => {
  const { ward = 'pernis', ...rest } = more
  const told = {
    ...{ id: freshSecretId(), wardCode: WardCode.parse(ward), agreementId: AgreementId.parse(freshSecretId()) },
    ...{ about: freshSecretId(), at: Instant.parse(morning), ...rest },
  }
  const taken =
    kind === 'report-published' || kind === 'alarm-answered'
      ? tellingNotice({ ...told, kind }, role)
      : askingNotice({ ...told, kind }, role, LocalDate.parse('2026-02-16'), { term: { amount: 2, unit: 'weeks' } })
  await save(world.table, Instant.parse(morning), changeOf(keptNotices, taken))
  return taken.after
}
/** The events of all notices, as the bus delivers them. */
const noticeEvents = async () =>
  (await itemsUnder(world.table, 'OUTBOX#'))
    .map((item) => OutboxItem.parse(item).detail)
    .filter(({ type }) => type === noticeGiven.type)
const mailsTo = ({ calls }: AwsStub) =>
  calls.filter(({ service }) => service === 'ses').map(({ body }) => Asked.parse(JSON.parse(body)))
const sweepAt = (minutes: number) => {
  setClock(minutesLater(minutes))
  return world.sweep({}, {})
}
const shownTo = async (sub: string) => {
  const answered = await send(world.api, noticesOperations.listNotices, { at: new Date().toISOString(), by: { sub } })
  return z.object({ items: z.array(PublicNotice) }).parse(answered.body).items
}
const deliveries = async (sub: string) => (await shownTo(sub)).map(({ delivery }) => delivery)

describe('a notice', () => {
  it('a notice that is urgent is mailed immediately, from the sender to the mailbox of the role, with the link', async () => {
    const notice = await give('alarm-on-rung', 'ward-manager')
    for (const detail of await noticeEvents()) await world.consume({ detail }, {})
    const [mail, ...others] = mailsTo(world.aws)
    expect(others).toEqual([])
    expect(mail).toMatchObject({
      FromEmailAddress: 'wijkaanzet@stad.example',
      ConfigurationSetName: 'wijk',
      Destination: { ToAddresses: ['wijkmanager.pernis@stad.example'] },
      Content: {
        Simple: {
          Subject: { Data: 'Beantwoord het alarm van de wijkraad (Pernis) / Answer the alarm of the ward council' },
        },
      },
    })
    const { Body, Headers } = mail?.Content.Simple ?? {}
    expect(Body?.Text.Data).toContain(`https://stad.example/agreements/${notice.agreementId}/alarms/${notice.about}`)
    expect(Headers).toContainEqual({ Name: 'X-Wijk-Notice', Value: notice.id })
    expect(await deliveries('manager')).toEqual([{ status: 'sent', attempts: 1, sentAt: morning }])
  })

  it('a notice is mailed once, however often and from wherever that is requested', async () => {
    await give('alarm-on-rung', 'ward-manager')
    const [detail] = await noticeEvents()
    await Promise.all([1, 2, 3].map(() => world.consume({ detail }, {})))
    await world.consume({ detail }, {})
    await sweepAt(5)
    await sweepAt(60)
    expect(mailsTo(world.aws)).toHaveLength(1)
  })

  it('a notice is mailed by the sweeper if its event is lost', async () => {
    await give('alarm-answered', 'ward-council')
    expect(await sweepAt(5)).toEqual({ swept: 1 })
    expect(await sweepAt(10)).toEqual({ swept: 0 })
    expect(mailsTo(world.aws).map(({ Destination }) => Destination.ToAddresses)).toEqual([
      ['wijkraad.pernis@stad.example'],
    ])
  })

  it('a notice that is not urgent waits for seven in the morning: one mail for each mailbox', async () => {
    for (const ward of ['pernis', 'heijplaat', 'rozenburg'])
      await give('progress-asked', 'department', { department: 'Stadsbeheer', ward })
    await give('progress-asked', 'ward-manager')
    for (const detail of await noticeEvents()) await world.consume({ detail }, {})
    expect(await sweepAt(60)).toEqual({ swept: 0 })
    expect(await deliveries('manager')).toEqual([
      { status: 'waiting', attempts: 0, nextAttemptAt: '2026-02-03T06:00:00.000Z' },
    ])
    setClock('2026-02-03T06:00:00.000Z')
    await world.sweep({}, {})
    await world.sweep({}, {})
    const mails = mailsTo(world.aws)
    expect(mails.map(({ Destination }) => Destination.ToAddresses[0]).toSorted()).toEqual([
      'stadsbeheer@stad.example',
      'wijkmanager.pernis@stad.example',
    ])
    const collected = mails.find(({ Destination }) => Destination.ToAddresses[0]?.startsWith('stadsbeheer'))?.Content
      .Simple
    expect(collected?.Subject.Data).toContain('Er zijn 3 berichten voor u.')
    for (const name of ['Pernis', 'Heijplaat', 'Rozenburg'])
      expect(collected?.Body.Text.Data).toContain(`Wijk: ${name}`)
  })

  it('a notice that SES refuses waits, shows why, raises the alarm, and is sent later', async () => {
    await give('alarm-on-rung', 'ward-manager')
    world.aws.intercept = ({ service }) =>
      service === 'ses' ? { status: 429, error: 'TooManyRequestsException', body: '{"message":"no"}' } : undefined
    const [detail] = await noticeEvents()
    await world.consume({ detail }, {})
    expect(await deliveries('manager')).toEqual([
      { status: 'waiting', attempts: 1, hindrance: 'refused', nextAttemptAt: minutesLater(5) },
    ])
    // One request: the client does not retry on its own, because SES may have accepted the mail.
    expect(mailsTo(world.aws)).toHaveLength(1)
    const written = linesLogged()
    await sweepAt(5)
    vi.restoreAllMocks()
    const lines = fieldsOf(written)
    expect(lines).toContainEqual(expect.objectContaining({ message: 'notice-not-mailed', code: 'refused' }))
    expect(JSON.stringify(lines)).not.toContain('stad.example')
    world.aws.intercept = () => undefined
    await sweepAt(10)
    expect(mailsTo(world.aws)).toHaveLength(2)
    await sweepAt(15)
    expect(mailsTo(world.aws)).toHaveLength(3)
    expect(await deliveries('manager')).toEqual([{ status: 'sent', attempts: 3, sentAt: minutesLater(15) }])
  })

  it('a notice is mailed again after a quarter of an hour, not earlier, if it is unknown whether SES accepted it', async () => {
    await give('alarm-on-rung', 'ward-manager')
    world.aws.intercept = ({ service }) => (service === 'ses' ? { status: 503, body: 'gone' } : undefined)
    const [detail] = await noticeEvents()
    await expect(world.consume({ detail }, {})).rejects.toThrow()
    world.aws.intercept = () => undefined
    // Lambda retries the event, and the sweeper runs.
    setClock(minutesLater(1))
    await world.consume({ detail }, {})
    await sweepAt(10)
    expect(mailsTo(world.aws)).toHaveLength(1)
    expect(await deliveries('manager')).toEqual([{ status: 'sending', attempts: 1 }])
    await sweepAt(15)
    expect(mailsTo(world.aws)).toHaveLength(2)
    expect(await deliveries('manager')).toEqual([{ status: 'sent', attempts: 2, sentAt: minutesLater(15) }])
  })

  it('a notice for a role without a mailbox waits until the directory has one', async () => {
    await give('alarm-on-rung', 'council-clerk')
    await give('alarm-on-rung', 'ward-manager')
    await sweepAt(5)
    expect(await deliveries('clerk')).toMatchObject([{ status: 'waiting', hindrance: 'no-address' }])
    expect(mailsTo(world.aws)).toHaveLength(1)
    const directory = [{ role: 'council-clerk', address: 'griffie@stad.example' }]
    const mended = functionsOf(world.environment, { ...channel, directory })
    setClock(minutesLater(10))
    await mended.sweep({}, {})
    expect(await deliveries('clerk')).toMatchObject([{ status: 'sent', attempts: 2 }])
    expect(mailsTo(world.aws).at(-1)?.Destination.ToAddresses).toEqual(['griffie@stad.example'])
  })

  it('a notice only appears in the list if the stage has no channel', async () => {
    await give('alarm-on-rung', 'ward-manager')
    const { consume, sweep } = functionsOf(world.environment, { kind: 'none' })
    for (const detail of await noticeEvents()) await consume({ detail }, {})
    setClock(minutesLater(5))
    expect(await sweep({}, {})).toEqual({ swept: 0 })
    expect(mailsTo(world.aws)).toEqual([])
    expect(await deliveries('manager')).toEqual([{ status: 'listed', attempts: 1, because: 'no-channel' }])
  })

  it('a notice keeps addresses out of the table, its events and what the API shows', async () => {
    await give('alarm-on-rung', 'ward-manager')
    await sweepAt(5)
    const items = [...(await itemsUnder(world.table, 'NOTICES#')), ...(await itemsUnder(world.table, 'OUTBOX#'))]
    expect(items.length).toBeGreaterThan(2)
    expect(JSON.stringify(items)).not.toContain('@')
    expect(JSON.stringify(await shownTo('manager'))).not.toContain('@')
  })
})
