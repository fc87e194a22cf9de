import { describe, expect, it } from 'vitest'
import { checkStage, stageNames, stageOf } from '../../infra/stages.ts'

/** The configuration of a stage with one value changed. */
const changed = (name: 'dev' | 'staging' | 'production', change: object): object => ({
  ...stageOf(name).configuration,
  ...change,
})

describe('the configuration of a stage', () => {
  it.each(stageNames)('%s is valid', (name) => {
    expect(stageOf(name).name).toBe(name)
  })

  it.each([
    ['throttle.burst', { throttle: { ...stageOf('staging').configuration.throttle, burst: 0 } }],
    [
      'throttle.permits.rate',
      { throttle: { ...stageOf('staging').configuration.throttle, permits: { rate: 1.5, burst: 1 } } },
    ],
    ['region', { region: 'us-east-1' }],
    ['account', { account: '12' }],
    ['logRetentionDays', { logRetentionDays: 8 }],
    ['origins.0', { origins: ['http://wijkaanzet.example'] }],
    ['origins.0', { origins: ['https://wijkaanzet.example/path'] }],
    ['origins', { origins: [] }],
    ['alarmTopicArn', { alarmTopicArn: 'somebody@wijkaanzet.example' }],
    ['publicationLockDays', { publicationLockDays: 0 }],
    ['identity.kind', { identity: { kind: 'none' } }],
  ])('the configuration of a stage names the place of a wrong value: %s', (path, change) => {
    expect(() => checkStage('staging', changed('staging', change))).toThrow(`stages.staging.${path}: `)
  })

  it('the configuration of a stage refuses a name it does not know', () => {
    expect(() => checkStage('dev', changed('dev', { colour: 'red' }))).toThrow(/^stages\.dev: .*colour/)
  })

  it('the configuration of a stage refuses self-registration if the city signs people in', () => {
    const { identity } = stageOf('production').configuration
    const open = changed('production', { identity: { ...identity, isSelfSignUpAllowed: true } })
    expect(() => checkStage('production', open)).toThrow('stages.production.identity.isSelfSignUpAllowed: ')
  })

  it('the configuration of a stage names all wrong values together', () => {
    const wrong = changed('dev', { region: 'mars', data: 'perhaps' })
    expect(() => checkStage('dev', wrong)).toThrow(/stages\.dev\.region: .*\nstages\.dev\.data: /s)
  })

  it('the configuration of a stage keeps data and refuses self-registration in production', () => {
    const { data, identity } = stageOf('production').configuration
    expect(data).toBe('keep')
    expect(identity).toMatchObject({ kind: 'user-pool', isSelfSignUpAllowed: false })
  })
})
