import { describe, expect, it } from 'vitest'
import { boxRoles } from '../../infra/constructs/guards/ballot-box-policy.ts'
import { stageNames } from '../../infra/stages.ts'
import { ballotBox, mainTable } from '../../shared/table/definition.ts'
import { isLike, statementsOfDocument } from './support/rights.ts'
import { at, listOf, type Synthesized, synthesize } from './support/synthesized.ts'

const tableOf = (synthesized: Synthesized, name: string) => {
  const table = synthesized.ofType('AWS::DynamoDB::Table').find(({ properties }) => properties.TableName === name)
  if (table === undefined) throw new Error(`There is no table ${name}`)
  return table
}

describe.each(stageNames)('stage %s', async (stage) => {
  const synthesized = await synthesize(stage)
  const box = tableOf(synthesized, `wijk-${stage}-ballot-box`)
  const main = tableOf(synthesized, `wijk-${stage}-main`)
  const keyOf = (table: typeof box) =>
    synthesized.text(table.stack, at(table.properties, 'SSESpecification', 'KMSMasterKeyId'))

  it('has a ballot box that stores neither times nor an order', () => {
    for (const trace of [
      'StreamSpecification',
      'TimeToLiveSpecification',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'KinesisStreamSpecification',
      'ContributorInsightsSpecification',
    ])
      expect(box.properties).not.toHaveProperty(trace)
    expect(at(box.properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(false)
  })

  it('has a ballot box with a separate encryption key', () => {
    expect(keyOf(box)).not.toBe(keyOf(main))
    expect(at(box.properties, 'SSESpecification')).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' })
  })

  it('has both tables with the key attributes that the stores use', () => {
    const schema = (table: typeof box) => listOf(table.properties.KeySchema).map((key) => at(key, 'AttributeName'))
    expect(schema(box)).toEqual([ballotBox.partitionKey, ballotBox.sortKey])
    expect(schema(main)).toEqual([mainTable.partitionKey, mainTable.sortKey])
    const indexes = listOf(main.properties.GlobalSecondaryIndexes).map((index) => ({
      name: at(index, 'IndexName'),
      partitionKey: at(index, 'KeySchema', 0, 'AttributeName'),
      sortKey: at(index, 'KeySchema', 1, 'AttributeName'),
    }))
    expect(indexes).toEqual([mainTable.gsi1, mainTable.gsi2])
  })

  it('streams new images of the table and recovers it to any second', () => {
    expect(main.properties).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: mainTable.timeToLive, Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    })
  })

  it('keeps tables and keys beyond the stack in production only', () => {
    const kept = stage === 'production'
    for (const table of [box, main]) {
      expect(table.deletionPolicy).toBe(kept ? 'Retain' : 'Delete')
      expect(table.properties.DeletionProtectionEnabled).toBe(kept)
    }
    for (const key of synthesized.ofType('AWS::KMS::Key')) {
      expect(key.deletionPolicy).toBe(kept ? 'Retain' : 'Delete')
      // A signing key cannot rotate: its old signatures must stay verifiable.
      expect(key.properties.EnableKeyRotation).toBe(key.properties.KeyUsage === 'SIGN_VERIFY' ? undefined : true)
    }
  })

  it('denies access to the box, except to put by one function and to read by the counting function', () => {
    const policy = statementsOfDocument(synthesized, box.stack, at(box.properties, 'ResourcePolicy', 'PolicyDocument'))
    expect(new Set(policy.map(({ effect }) => effect))).toEqual(new Set(['Deny']))
    const mayPass = (action: string, unit: string) => {
      const principal = `arn:<AWS::Partition>:iam::<AWS::AccountId>:role/wijk-${stage}-${unit}`
      const exception = ({ condition }: (typeof policy)[number]) =>
        at(condition, 'ArnNotEquals', 'aws:PrincipalArn') === undefined
          ? undefined
          : synthesized.text(box.stack, at(condition, 'ArnNotEquals', 'aws:PrincipalArn'))
      return policy.every((statement) => !isLike(action, statement.action) || exception(statement) === principal)
    }
    const units = [boxRoles.puts, boxRoles.counts, 'issue-permit', 'count-marks', 'voting-api']
    const whoMay = (action: string) => units.filter((unit) => mayPass(action, unit))
    expect(whoMay('dynamodb:PutItem')).toEqual([boxRoles.puts])
    expect(whoMay('dynamodb:Query')).toEqual([boxRoles.counts])
    for (const action of [
      'GetItem',
      'BatchGetItem',
      'Scan',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'PartiQLSelect',
      'ExportTableToPointInTime',
      'CreateBackup',
    ])
      expect(whoMay(`dynamodb:${action}`)).toEqual([])
  })
})
