// SES in the local runner: every mail becomes a file that a mail program can open, and no mail leaves the machine.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mailApi } from '../../../local/emulator/aws/mail/mail-api.ts'
import { openMailbox } from '../../../local/emulator/aws/mail/mailbox.ts'

const now = Date.parse('2026-02-02T09:00:00Z')
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wijk-mail-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const request = (more: object = {}) => ({
  method: 'POST',
  path: '/v2/email/outbound-emails',
  query: new URLSearchParams(),
  body: {
    FromEmailAddress: 'wijkaanzet@stad.example',
    Destination: { ToAddresses: ['griffie@stad.example'] },
    ConfigurationSetName: 'wijk',
    Content: {
      Simple: {
        Subject: { Data: 'Een alarm voor één wijk, met een onderwerp dat veel langer is dan een regel' },
        Body: { Text: { Data: 'Antwoord vóór maandag.\nBekijk het hier.' } },
        Headers: [{ Name: 'X-Wijk-Notice', Value: '1' }],
        ...more,
      },
    },
  },
})

describe('a mail that is sent here', () => {
  it('a mail that is sent here is a file with headers and text, named by the time', () => {
    const mailbox = openMailbox({ now: () => now }, directory)
    expect(mailApi(mailbox)(request())).toEqual({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    const [name = '', ...others] = readdirSync(directory)
    expect(others).toEqual([])
    expect(name).toMatch(/^2026-02-02T09-00-00\.000Z-[0-9a-f]{8}\.eml$/)
    const [head = '', text] = readFileSync(join(directory, name), 'utf8').split('\r\n\r\n')
    expect(head).toContain('From: wijkaanzet@stad.example\r\nTo: griffie@stad.example\r\n')
    expect(head).toContain('Date: Mon, 02 Feb 2026 09:00:00 +0000')
    expect(head).toContain('X-Wijk-Notice: 1')
    expect(text).toBe('Antwoord vóór maandag.\r\nBekijk het hier.')
    // A subject with é is written as encoded words (RFC 2047) of at most 75 characters.
    const words = [...head.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)]
    expect(words.length).toBeGreaterThan(1)
    for (const [whole] of words) expect(whole.length).toBeLessThanOrEqual(75)
    expect(words.map(([, part = '']) => Buffer.from(part, 'base64').toString()).join('')).toBe(
      'Een alarm voor één wijk, met een onderwerp dat veel langer is dan een regel',
    )
  })

  it('a mail that is sent here cannot add headers of its own by a line break', () => {
    const mailbox = openMailbox({ now: () => now }, directory)
    mailApi(mailbox)(request({ Subject: { Data: 'Hallo\r\nBcc: iemand@anders.example' } }))
    const [name = ''] = readdirSync(directory)
    expect(readFileSync(join(directory, name), 'utf8')).not.toMatch(/^Bcc:/m)
  })

  it('a mail that is sent here is stored in the order of sending, also in memory', () => {
    const mailbox = openMailbox({ now: () => now }, undefined)
    for (const subject of ['een', 'twee']) mailApi(mailbox)(request({ Subject: { Data: subject } }))
    expect(mailbox.mails.map(({ subject }) => subject)).toEqual(['een', 'twee'])
  })

  it('a mail that is sent here needs a receiver, and unsupported features are refused by name', () => {
    const mail = mailApi(openMailbox({ now: () => now }, undefined))
    const nobody = request()
    expect(() => mail({ ...nobody, body: { ...nobody.body, Destination: { ToAddresses: [] } } })).toThrow(/ToAddresses/)
    expect(() => mail({ ...nobody, path: '/v2/email/identities' })).toThrow('does not play POST /v2/email/identities')
    expect(mail({ ...nobody, path: '/schedules/x' })).toBeUndefined()
  })
})
