// The SES API, version 2 (REST): SendEmail with a simple content.
import * as z from 'zod'
import { operation } from '../input.ts'
import { AwsRefusal } from '../refusal.ts'
import type { RestCall } from '../scheduler-api.ts'
import type { Mailbox } from './mailbox.ts'

const Content = z.object({ Data: z.string().min(1) })
const SendEmail = z.object({
  FromEmailAddress: z.string().min(3),
  Destination: z.object({ ToAddresses: z.array(z.string().min(3)).min(1).max(50) }),
  ConfigurationSetName: z.string().optional(),
  Content: z.object({
    Simple: z.object({
      Subject: Content,
      Body: z.object({ Text: Content }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
    }),
  }),
})

/** Answers a call to `/v2/email/outbound-emails`; `undefined` for other paths. */
export const mailApi =
  (mailbox: Mailbox) =>
  (call: RestCall): unknown => {
    if (!call.path.startsWith('/v2/email/')) return undefined
    if (call.path !== '/v2/email/outbound-emails' || call.method !== 'POST')
      throw new AwsRefusal('NotFoundException', `The local runner does not play ${call.method} ${call.path}.`, 404)
    const send = operation(SendEmail, ({ FromEmailAddress: from, Destination, ConfigurationSetName, Content }) => {
      const { Subject, Body, Headers } = Content.Simple
      return {
        MessageId: mailbox.keep({
          ...{ from, to: Destination.ToAddresses, subject: Subject.Data, text: Body.Text.Data },
          headers: Headers.map(({ Name: name, Value: value }) => ({ name, value })),
          configurationSet: ConfigurationSetName,
        }),
      }
    })
    return send(call.body)
  }
