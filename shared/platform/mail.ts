// Mail by Amazon SES. SES has no way to be asked twice for one mail, so a request is made once and never repeated here.
import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { Environment } from '../kernel/environment.ts'
import { clientsOf } from './clients.ts'

const sesOf = clientsOf('SESV2', (settings) => new SESv2Client({ ...settings, maxAttempts: 1 }))

export type Mail = {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** SES counts bounces and complaints by it. */
  readonly configurationSet: string
  /** Stands in a header, so that two mails of the same thing are seen to be that. */
  readonly reference: string
}

/** SES said that it does not take this mail: nothing was sent. `reason` is the name of its error. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError'
  readonly reason: string

  constructor(reason: string, cause: unknown) {
    super(`SES refused a mail: ${reason}`, { cause })
    this.reason = reason
  }
}

/** Hands a mail to SES and gives its id there. Throws MailRefusedError; after any other error it may have been taken. */
export type SendMail = (mail: Mail) => Promise<string>

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })

/** The way to SES. */
export const openMail =
  (environment: Environment): SendMail =>
  async ({ from, to, subject, text, configurationSet, reference }) => {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: configurationSet,
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text) },
          Headers: [
            // RFC 3834: no mailbox answers it by itself.
            { Name: 'Auto-Submitted', Value: 'auto-generated' },
            { Name: 'X-Wijk-Notice', Value: reference },
          ],
        },
      },
    })
    try {
      return (await sesOf(environment).send(command)).MessageId ?? ''
    } catch (error) {
      if (error instanceof SESv2ServiceException && error.$fault === 'client')
        throw new MailRefusedError(error.name, error)
      throw error
    }
  }
