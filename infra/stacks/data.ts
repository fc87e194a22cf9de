// What is kept: the table, the ballot box, the keys, and what has been published.
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { ballotBox, mainTable } from '../../shared/table/definition.ts'
import { acknowledge } from '../acknowledgements.ts'
import { UnreadableItems } from '../constructs/functions/unreadable-items.ts'
import { ballotBoxPolicy } from '../constructs/guards/ballot-box-policy.ts'
import { ChangeGuard } from '../constructs/guards/change-guard.ts'
import { nameOf } from '../constructs/naming.ts'
import type { Stage } from '../stages.ts'

const text = (name: string) => ({ name, type: AttributeType.STRING })

export class DataStack extends Stack {
  readonly tables: { readonly main: Table; readonly ballotBox: Table }
  readonly tableKeys: { readonly main: Key; readonly ballotBox: Key }
  /** Keys that wrap the secrets of polls, one for each purpose: nobody who marks the roll or casts can open a ballot. */
  readonly vault: { readonly permitKey: Key; readonly rollKey: Key; readonly acceptanceKey: Key; readonly sealKey: Key }
  /** The city's own key: signs configurations and results, and never leaves the vault. */
  readonly signingKey: Key
  /** The bucket of the counted ballots: by a name that is known beforehand, so that roles can say what they reach. */
  readonly publication: { readonly name: string; readonly arn: string }

  /** The bucket of the register's files and of the rolls made of them: what is in it is about persons. */
  readonly register: { readonly name: string; readonly arn: string }

  constructor(scope: Construct, stage: Stage) {
    super(scope, nameOf(stage, 'data'), { env: envOf(stage), description: 'Wijk aan Zet: what is kept' })
    const isKept = stage.configuration.data === 'keep'
    const removalPolicy = isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    const key = (id: string, alias: string, description: string) =>
      new Key(this, id, { alias: nameOf(stage, alias), description, enableKeyRotation: true, removalPolicy })

    this.tableKeys = {
      main: key('TableKey', 'table', 'Encrypts the table'),
      ballotBox: key('BallotBoxKey', 'ballot-box', 'Encrypts the ballot box, and nothing else'),
    }
    this.vault = {
      permitKey: key('PermitKey', 'permits', 'Wraps the keys by which permits are signed'),
      rollKey: key('RollKey', 'roll', 'Wraps the keys by which voters are marked on the roll'),
      acceptanceKey: key('AcceptanceKey', 'acceptances', 'Wraps the keys by which accepted ballots are confirmed'),
      sealKey: key('SealKey', 'sealed-ballots', 'Wraps the keys that open ballots after the close'),
    }
    this.signingKey = new Key(this, 'SigningKey', {
      alias: nameOf(stage, 'signing'),
      description: 'Signs configurations and results of polls for the city',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy,
    })
    const common = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      deletionProtection: isKept,
      removalPolicy,
    } as const

    const main = new Table(this, 'Table', {
      ...common,
      tableName: nameOf(stage, 'main'),
      partitionKey: text(mainTable.partitionKey),
      sortKey: text(mainTable.sortKey),
      encryptionKey: this.tableKeys.main,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: mainTable.timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    })
    for (const { name, partitionKey, sortKey } of [mainTable.gsi1, mainTable.gsi2])
      main.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.ALL,
      })

    // No stream, no index, no time to live, no recovery points: each would keep a time or an order of ballots, by which
    // they could be joined to the marks on the roll. A lost box is a poll to be held again, which is the smaller harm.
    const box = new Table(this, 'BallotBox', {
      ...common,
      tableName: nameOf(stage, 'ballot-box'),
      partitionKey: text(ballotBox.partitionKey),
      sortKey: text(ballotBox.sortKey),
      encryptionKey: this.tableKeys.ballotBox,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
      resourcePolicy: ballotBoxPolicy(this, stage),
    })
    acknowledge(box, 'ballotBoxHasNoHistory')
    this.tables = { main, ballotBox: box }

    const name = `${nameOf(stage, 'publication')}-${Aws.ACCOUNT_ID}`
    this.publication = { name, arn: `arn:${Aws.PARTITION}:s3:::${name}` }
    const bucket = new Bucket(this, 'Publication', {
      bucketName: name,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      // COMPLIANCE gives way to nobody, GOVERNANCE to who has the right: a stage that may end must be able to end.
      objectLockDefaultRetention: isKept
        ? ObjectLockRetention.compliance(Duration.days(stage.configuration.publicationLockDays))
        : ObjectLockRetention.governance(Duration.days(stage.configuration.publicationLockDays)),
      // A function that ran out of time leaves the parts of its upload behind, which nobody sees and everybody pays.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy,
    })
    // The lock keeps an old version, and readers get the newest: so there is never a second.
    bucket.addToResourcePolicy(nothingIsWrittenTwice(bucket))
    acknowledge(bucket, 'publicationHasNoAccessLog')
    this.register = this.registerOf(stage, removalPolicy)
    new ChangeGuard(this, 'Guard', { stage })
    new UnreadableItems(this, 'UnreadableItems', { stage })
  }

  /**
   * Nothing in it is locked or kept in old versions: what is removed is gone. A frozen roll is not written over all the same,
   * and its root stands in the table.
   */
  private registerOf(stage: Stage, removalPolicy: RemovalPolicy) {
    const name = `${nameOf(stage, 'register')}-${Aws.ACCOUNT_ID}`
    const bucket = new Bucket(this, 'Register', {
      bucketName: name,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // The import removes a file as soon as it has ended; what was never imported goes after a day.
      lifecycleRules: [
        { prefix: 'uploads/', expiration: Duration.days(1) },
        { prefix: 'work/', expiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy,
    })
    bucket.addToResourcePolicy(nothingIsWrittenTwice(bucket))
    acknowledge(bucket, 'registerHasNoAccessLog')
    return { name, arn: `arn:${Aws.PARTITION}:s3:::${name}` }
  }
}

/**
 * Objects are written where there is none. Beginning an upload in parts and adding one create no object yet, and know no such
 * condition; finishing it does.
 */
const nothingIsWrittenTwice = (bucket: Bucket) =>
  new PolicyStatement({
    sid: 'NothingIsWrittenTwice',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
  })

/** Where a stage lies. Without an account in its configuration, the account is that of whoever deploys. */
export const envOf = ({ configuration: { account, region } }: Stage) =>
  account === undefined ? { region } : { account, region }
