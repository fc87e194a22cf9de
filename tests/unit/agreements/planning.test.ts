import { describe, expect, it } from 'vitest'
import { continuedIn, objectionToProposing } from '../../../shared/agreements/actions/planning.ts'
import { endAgreement } from '../../../shared/agreements/agreement/agreement.ts'
import { aboutOf } from '../../../shared/agreements/watch/alarm.ts'
import { ActionId, WardCode } from '../../../shared/kernel/ids.ts'
import {
  adopted,
  agreed,
  drafted,
  inConsultation,
  inCosting,
  inForce,
  made,
  part,
  signed,
  textOf,
  uuid,
} from '../../support/builders/agreements/plain-agreements.ts'

const ended = () => made(endAgreement(inForce(), 'Opgeheven.'))

describe('the plan of an agreement', () => {
  it('the plan of an agreement takes actions while the agreement is prepared and while it is in force', () => {
    for (const open of [drafted(), inConsultation(), inCosting(), inForce()])
      expect(objectionToProposing(open, 0)).toBeUndefined()
  })

  it('the plan of an agreement is closed from its adoption to its publication, and after the end of the agreement', () => {
    for (const closed of [adopted(), signed(), ended()])
      expect(objectionToProposing(closed, 0)).toMatchObject({ code: 'plan-not-open', facts: { status: closed.status } })
  })

  it('the plan of an agreement has at most two hundred actions a year', () => {
    expect(objectionToProposing(drafted(), 199)).toBeUndefined()
    expect(objectionToProposing(drafted(), 200)).toMatchObject({ code: 'too-many-actions', facts: { most: 200 } })
  })
})

describe('an action that is carried over', () => {
  it('an action that is carried over continues in an agreement of its ward whose plan is open', () => {
    expect(continuedIn(agreed(), inForce())).toMatchObject({ refused: false, into: { status: 'in-force' } })
    expect(continuedIn(agreed(), ended())).toMatchObject({ code: 'plan-not-open' })
    expect(continuedIn(agreed(), { ...inForce(), wardCode: WardCode.parse('heijplaat') })).toMatchObject({
      code: 'agreement-not-found',
    })
    expect(continuedIn(agreed(), undefined)).toMatchObject({ code: 'agreement-not-found' })
  })
})

describe('what an alarm is raised on', () => {
  const actionId = ActionId.parse(uuid(10))
  const none = { action: undefined, text: undefined }
  const text = textOf(part('visie', 'Groen'))

  it('what an alarm is raised on is a published agreement', () => {
    expect(aboutOf(drafted(), {}, none)).toMatchObject({ code: 'not-in-force', facts: { status: 'draft' } })
    expect(aboutOf(inForce(), {}, none)).toMatchObject({ refused: false, about: { department: undefined } })
  })

  it('what an alarm is raised on can be one of its actions, which then concerns the department of its owner', () => {
    expect(aboutOf(inForce(), { actionId }, none)).toMatchObject({ code: 'action-not-found' })
    expect(aboutOf(inForce(), { actionId }, { ...none, action: agreed() })).toMatchObject({
      about: { actionId, department: 'Stadsbeheer' },
    })
  })

  it('what an alarm is raised on can be an arrangement of its present text', () => {
    expect(aboutOf(inForce(), { arrangement: 'weg' }, { ...none, text })).toMatchObject({
      code: 'arrangement-not-found',
    })
    expect(aboutOf(inForce(), { arrangement: 'visie' }, { ...none, text })).toMatchObject({
      about: { arrangement: 'visie' },
    })
  })
})
