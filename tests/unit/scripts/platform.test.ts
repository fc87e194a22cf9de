import { expect, it } from 'vitest'
import { platformOf } from '../../../scripts/platform.mjs'

it.each([
  ['linux', 'x64', 'v20.0.0', { node: 'brought' }],
  ['linux', 'x64', 'v26.1.0', { node: 'brought' }],
  ['linux', 'arm64', 'v24.0.0', { node: 'own' }],
  ['darwin', 'arm64', 'v24.21.0', { node: 'own' }],
  ['darwin', 'x64', 'v25.0.0', { node: 'own' }],
])('%s-%s with Node %s runs the project', (platform, arch, version, expected) => {
  expect(platformOf({ platform, arch, version })).toEqual(expected)
})

it.each([
  ['linux', 'x64', 'v18.20.0', 'Node v18.20.0 is too old'],
  [
    'linux',
    'arm64',
    'v22.11.0',
    'linux-arm64, for which no Node comes along: install Node 24 or newer (this is v22.11.0)',
  ],
  ['darwin', 'arm64', 'v20.0.0', 'install Node 24 or newer'],
  ['win32', 'x64', 'v24.0.0', 'the project runs on Linux and macOS'],
  ['freebsd', 'x64', 'v24.0.0', 'the project runs on Linux and macOS'],
])('%s-%s with Node %s gets a message about what is missing', (platform, arch, version, sentence) => {
  expect(platformOf({ platform, arch, version }).objection).toContain(sentence)
})
