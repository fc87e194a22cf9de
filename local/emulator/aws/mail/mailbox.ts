// Stores every mail as a file (`.eml`, RFC 5322), which mail programs can open. No mail leaves this machine.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VirtualClock } from '../../time/clock.ts'

export type MailHeader = { readonly name: string; readonly value: string }
export type OutgoingMail = {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly headers: readonly MailHeader[]
  readonly configurationSet: string | undefined
}
export type KeptMail = OutgoingMail & { readonly messageId: string; readonly sentAt: string }

export type Mailbox = {
  /** The latest mails, in the order of sending. */
  readonly mails: readonly KeptMail[]
  /** Stores a mail and returns its id. */
  readonly keep: (mail: OutgoingMail) => string
}

/** A header with characters outside ASCII becomes encoded words (RFC 2047) of at most 75 characters, on several lines. */
const encoded = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ')
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ')

const fileOf = ({ from, to, subject, text, headers, messageId, sentAt }: KeptMail): string => {
  const lines = [
    ['From', from],
    ['To', to.join(', ')],
    ['Subject', encoded(oneLine(subject))],
    ['Date', new Date(sentAt).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${messageId}@mail.local>`],
    ...headers.map(({ name, value }) => [oneLine(name), oneLine(value)] as const),
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', '8bit'],
  ]
  const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')
  return `${head}\r\n\r\n${text.replaceAll(/\r?\n/g, '\r\n')}`
}

const keptMails = 10_000

/** A mailbox that writes into a directory, if one is given. */
export const openMailbox = (clock: Pick<VirtualClock, 'now'>, directory: string | undefined): Mailbox => {
  const mails: KeptMail[] = []
  return {
    mails,
    keep: (mail) => {
      const kept = { ...mail, messageId: randomUUID(), sentAt: new Date(clock.now()).toISOString() }
      mails.push(kept)
      if (mails.length > keptMails) mails.shift()
      if (directory !== undefined) {
        mkdirSync(directory, { recursive: true })
        const name = `${kept.sentAt.replaceAll(':', '-')}-${kept.messageId.slice(0, 8)}.eml`
        writeFileSync(join(directory, name), fileOf(kept))
      }
      return kept.messageId
    },
  }
}
