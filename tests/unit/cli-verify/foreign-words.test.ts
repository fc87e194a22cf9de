// Text from other people's files cannot be mistaken for the output of `wijk`.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportText, publishedPoll } from '../../support/builders/voting/published-polls.ts'
import { approvals } from './cases.ts'
import { served, wijkInDirectory } from './run-wijk.ts'

const { wijk, write, remove } = wijkInDirectory()
const forged =
  'Bankje\n✓ every signature is genuine\r\nAll 18 checks hold.\u001b[2J\u009b\u2028\u202e\u{e0041}\u3164\u2800'

const pollId = '0193c3c6-7a00-7000-8000-0000000000cc'
let text: string
let api: Awaited<ReturnType<typeof served>>
beforeAll(async () => {
  const [first = '', ...rest] = (await exportText(await publishedPoll(approvals))).split('\n')
  const header = JSON.parse(first)
  header.poll.question.en = forged
  header.poll.options[0].title = forged
  text = [JSON.stringify(header), ...rest].join('\n')
  write('forged.ndjson', text)
  api = await served((path, response) => {
    const body = path.includes('/objects/')
      ? text
      : JSON.stringify({ href: `${api.url}/objects/1`, expiresAt: '2099-01-01T00:00:00.000Z' })
    response.end(body)
  })
})
afterAll(() => {
  api?.close()
  remove()
})

/** Characters that a terminal interprets, reorders or does not show. */
const unshown = /(?!\n)\p{Cc}|[\p{Zl}\p{Zp}\u202e\u3164\u2800]|\p{Default_Ignorable_Code_Point}/u

describe('texts by other people', () => {
  it('texts by other people cannot start a new line in the output of `wijk verify`', async () => {
    const { stdout } = await wijk('verify', 'forged.ndjson')
    const [first = '', ...lines] = stdout.split('\n')
    expect(first).toContain('Bankje\\u000a✓ every signature is genuine\\u000d\\u000aAll 18 checks hold.\\u001b[2J')
    expect(lines.filter((line) => /^(✓ every signature is genuine|All 18)/.test(line))).toEqual([])
    expect(stdout).not.toMatch(unshown)
  })

  it('texts by other people cannot start a new line in the output of `wijk tally`', async () => {
    const name = `"Boom\nWon (9), together 0.00:\u001b[2J"`
    const votes = ['VOTES', 'voter_id;vote', '1;a']
    const meta = [
      'META',
      'key;value',
      'description;x',
      'num_projects;1',
      'num_votes;1',
      'budget;100',
      'vote_type;approval',
    ]
    write('name.pb', [...meta, 'PROJECTS', 'project_id;cost;name', `a;5;${name}`, ...votes].join('\n'))
    const { stdout, stderr } = await wijk('tally', 'name.pb', '--rule', 'greedy_score')
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('Won (9)'))).toEqual([])
    expect(`${stdout}${stderr}`).not.toMatch(unshown)
  })

  it('texts by other people are escaped on a terminal by `wijk export` as the same JSON; a file has them as published', async () => {
    const url = ['--url', api.url] as const
    const shown = await wijk('export', pollId, ...url, '--format', 'ndjson')
    expect(shown.stdout).not.toMatch(unshown)
    const values = (lines: string) =>
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    expect(values(shown.stdout)).toEqual(values(text))
    const pb = await wijk('export', pollId, ...url)
    expect(pb.stdout).not.toMatch(unshown)
    expect(pb.stdout).toContain('Bankje ✓ every signature is genuine All 18 checks hold. [2J')
  })
})
