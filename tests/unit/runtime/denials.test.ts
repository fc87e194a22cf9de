import { describe, expect, it } from 'vitest'
import { faultFacts, itemName } from '../../../functions/runtime/log.ts'

const fault = (name: string, message: string, cause?: Error) =>
  Object.assign(new Error(message, cause === undefined ? {} : { cause }), { name })

const role = 'User: arn:aws:sts::123456789012:assumed-role/wijk-production-rounds-api/wijk-production-rounds-api'
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/wijk-production-main'

describe('the log entry of a missing right', () => {
  it.each([
    [
      'AccessDeniedException',
      `${role} is not authorized to perform: dynamodb:GetItem on resource: ${table} because no identity-based policy allows the dynamodb:GetItem action`,
      { deniedAction: 'dynamodb:GetItem', deniedResource: table },
    ],
    [
      'AccessDenied',
      `${role} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::published/polls/1.json" with an explicit deny`,
      { deniedAction: 's3:PutObject' },
    ],
    [
      'AccessDeniedException',
      `${role} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no resource-based policy allows it`,
      { deniedAction: 'kms:Decrypt' },
    ],
  ])('the log entry of a missing right has the action and the resource: %s, %s', (name, message, facts) => {
    expect(faultFacts(fault(name, message))).toMatchObject(facts)
  })

  it('the log entry of a missing right is also made from the cause of a fault', () => {
    const denial = fault(
      'AccessDeniedException',
      `${role} is not authorized to perform: dynamodb:Query on resource: ${table}`,
    )
    expect(faultFacts(fault('Error', 'The list cannot be read', denial))).toMatchObject({
      deniedAction: 'dynamodb:Query',
    })
  })

  it('the log entry of a missing right contains only an action and an ARN, whatever the message contains', () => {
    const said = faultFacts(
      fault(
        'AccessDeniedException',
        `${role} is not authorized to perform: dynamodb:GetItem on resource: Jan de Vries, Heijplaat`,
      ),
    )
    expect(said.deniedResource).toBeUndefined()
    expect(JSON.stringify(said)).not.toMatch(/Jan|Heijplaat|123456789012/)
    const other = fault('ValidationException', `is not authorized to perform: dynamodb:GetItem on resource: ${table}`)
    expect(faultFacts(other).deniedAction).toBeUndefined()
  })
})

describe('an unreadable item', () => {
  it.each([
    [{ pk: 'RESIDENT#ada', sk: 'INITIATIVE#2026#1' }, 'RESIDENT#… INITIATIVE#2026#1'],
    [{ pk: 'INITIATIVE#1', sk: 'SUPPORT#ada' }, 'INITIATIVE#1 SUPPORT#…'],
    [{ pk: 'POLL#1#ROLL#0', sk: 'VOTER#5f' }, 'POLL#1#ROLL#0 VOTER#…'],
  ])('an unreadable item is reported without the person in its key: %o', (key, name) => {
    expect(itemName(key)).toBe(name)
  })
})
