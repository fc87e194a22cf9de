import { spawn } from 'node:child_process'
import { createServer as createTcp } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { served, wijkInDirectory } from '../cli-verify/run-wijk.ts'

const { wijk, write, pathOf, remove } = wijkInDirectory()
afterAll(remove)
const poll = '0193c3c6-7a00-7000-8000-000000000001'
const noTrace = /^\s+at /m

describe.concurrent('unusable input', () => {
  it.each([
    [['verify', 'export.ndjson', '--signingkey', 'key.pem'], 'There is no option --signingkey. It takes --signing-key'],
    [['tally', 'votes.pb', '--jsno'], 'There is no option --jsno.'],
    [['receipt', 'receipt.json', '-x'], 'There is no option -x.'],
    [['tally', 'votes.pb', '--rule'], '--rule needs a value after it.'],
    [['tally', 'votes.pb', '--rule', 'mes_cost', '--rule', 'phragmen'], '--rule is given twice.'],
    [['tally', 'a.pb', 'b.pb', '--rule', 'mes_cost'], 'There is one argument too many: b.pb.'],
    [['verfy', 'export.ndjson'], 'there is no command verfy. The commands are tally, export, verify'],
    [['toString'], 'there is no command toString.'],
  ])('%j is refused in a sentence', async (args, sentence) => {
    const { status, stdout, stderr } = await wijk(...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(noTrace)
  })

  it.each([
    [['tally', 'votes.pb'], '--rule is missing.'],
    [['tally', '--rule', 'mes_cost'], 'FILE.pb is missing.'],
    [['candidates', 'x'], 'WARD is missing.'],
    [['verify', 'missing.ndjson'], 'missing.ndjson: there is no such file.'],
    [['tally', '.', '--rule', 'mes_cost'], '.: this is a directory, not a file.'],
    [['export', poll, '--url', 'wijk.example/v1'], 'wijk.example/v1 is not the address of an API'],
    [['export', poll, '--url', 'ftp://wijk.example/v1'], 'is not the address of an API'],
  ])('%j has a clear error message', async (args, sentence) => {
    const { status, stderr } = await wijk(...args)
    expect(status).toBeGreaterThan(0)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(noTrace)
  })

  it('unusable input is not help or version, but a missing command', async () => {
    expect(await wijk('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('verify'), stderr: '' })
    expect(await wijk('tally', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--rule'),
      stderr: '',
    })
    expect(await wijk('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    expect(await wijk()).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('verify') })
  })

  it('unusable input is reported without colours in a pipe', async () => {
    for (const { stdout, stderr } of [await wijk('--help'), await wijk()])
      expect(`${stdout}${stderr}`).not.toContain('\u001b')
  })
})

describe.concurrent('an address is named in the error message', () => {
  const asked = async (url: string) => {
    const { status, stdout, stderr } = await wijk('export', poll, '--url', url)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).not.toMatch(noTrace)
    return stderr
  }

  it('an address is named in the error message if nothing listens there', async () => {
    const gone = await served(() => {})
    gone.close()
    expect(await asked(gone.url)).toMatch(/Nobody answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\): nobody listens there/)
  })

  it('an address is named in the error message if the host does not exist', async () => {
    expect(await asked('https://api.no-such-host.invalid/v1')).toMatch(
      /Nobody answers at api\.no-such-host\.invalid \((ENOTFOUND|EAI_AGAIN)\)/,
    )
  })

  it('an address is named in the error message if it does not support TLS', async () => {
    const plain = await served((_, response) => response.end('{}'))
    expect(await asked(plain.url.replace('http:', 'https:'))).toMatch(/127\.0\.0\.1:\d+ .*no safe connection \(TLS\)/)
    plain.close()
  })

  it('an address is named in the error message if the connection breaks off', async () => {
    const server = createTcp((socket) => socket.once('data', () => socket.destroy()))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await asked(`http://127.0.0.1:${port}/v1`)).toMatch(`127.0.0.1:${port}`)
    server.close()
  })

  it.each([
    [200, 'text/html', '<!doctype html><p>Welkom', 'answered something else than JSON. Is this the address of the API'],
    [404, 'text/html', '<h1>Not Found</h1>', 'answered 404 Not Found, and no problem of this API. Is this the address'],
    [
      502,
      'text/html',
      '<h1>Bad Gateway</h1>',
      'answered 502 Bad Gateway, and no problem of this API. Try again later.',
    ],
    [500, 'text/plain', '', 'answered 500 Internal Server Error, and no problem'],
  ])('an address is named in the error message if it answers %d as %s', async (status, type, body, sentence) => {
    const site = await served((_, response) => response.writeHead(status, { 'content-type': type }).end(body))
    const said = await asked(site.url)
    expect(said).toMatch(/127\.0\.0\.1:\d+ answered/)
    expect(said).toContain(sentence)
    site.close()
  })
})

describe('a reader that closes the pipe', () => {
  it('a reader that closes the pipe ends a command without an error message', async () => {
    const head =
      'META\nkey;value\nbudget;100\nnum_projects;3000\nnum_votes;1\nrule;greedy\nvote_type;approval\nmin_length;1\nmax_length;1\nPROJECTS\nproject_id;cost;name\n'
    const projects = Array.from(
      { length: 3_000 },
      (_, id) => `${id};50;A project with a name that takes its place ${id}\n`,
    )
    write('long.pb', `${head}${projects.join('')}VOTES\nvoter_id;vote\n1;0\n`)
    const child = spawn(
      'sh',
      ['-c', '"$0" cli/main.ts tally "$1" --rule greedy_score | head -1', process.execPath, 'long.pb'],
      {
        env: { ...process.env, WIJK_CWD: pathOf('.') },
      },
    )
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += String(chunk)
    })
    await new Promise((ended) => child.on('close', ended))
    expect(complaint).toBe('')
  })
})
