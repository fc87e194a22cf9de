// The ballot box's resource policy: whatever a role allows, one function may put ballots, another may count them, and nobody
// may do anything else.
import { Stack } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Stage } from '../../stages.ts'
import { nameOf } from '../naming.ts'

/** Units by name: the only ones with access to the box. */
export const boxRoles = { puts: 'cast-ballot', counts: 'count-shard' } as const

/**
 * Every other action on an item, on many, on a copy of the table, or on a record of who used which key when. Contains only
 * actions that a table's policy may name: DynamoDB rejects the whole table for any other (Developer Guide, "API
 * operations supported by resource-based policies").
 */
const neverActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:CreateBackup',
  'dynamodb:DeleteItem',
  'dynamodb:EnableKinesisStreamingDestination',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:GetItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLUpdate',
  'dynamodb:Scan',
  'dynamodb:UpdateContributorInsights',
  'dynamodb:UpdateItem',
] as const

export const ballotBoxPolicy = (scope: Construct, stage: Stage): PolicyDocument => {
  const roleArn = (unit: string) =>
    Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: nameOf(stage, unit) })
  const deny = (sid: string, actions: readonly string[], except?: string) =>
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [...actions],
      // A policy inside the table's own definition cannot name the table; `*` means this table.
      resources: ['*'],
      ...(except === undefined ? {} : { conditions: { ArnNotEquals: { 'aws:PrincipalArn': roleArn(except) } } }),
    })
  return new PolicyDocument({
    statements: [
      deny('OnlyCastingPuts', ['dynamodb:PutItem'], boxRoles.puts),
      deny('OnlyCountingQueries', ['dynamodb:Query'], boxRoles.counts),
      deny('NobodyDoesAnythingElse', neverActions),
    ],
  })
}
