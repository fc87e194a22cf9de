// Stored data: the table, the ballot box, the keys, and the publication bucket.
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
  /** The city's own key: signs configurations and results, and never leaves KMS. */
  readonly signingKey: Key
  /** The bucket of counted ballots and documents. Its name is known beforehand, so that roles can refer to it. */
  readonly publication: { readonly name: string; readonly arn: string }

  /** The bucket of the register's files and of the rolls made from them: its contents are personal data. */
  readonly register: { readonly name: string; readonly arn: string }

  constructor(scope: Construct, stage: Stage) {
    super(scope, nameOf(stage, 'data'), { env: envOf(stage), description: 'Wijk aan Zet: tables, buckets and keys' })
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

    // No stream, index, time to live or recovery points: each would keep a time or an order of ballots that could be joined to
    // the marks on the roll. If the box is lost, the poll is held again, which does less harm.
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
      // Nobody can shorten COMPLIANCE; GOVERNANCE can be lifted by whoever has the right, so that a temporary stage can be deleted.
      objectLockDefaultRetention: isKept
        ? ObjectLockRetention.compliance(Duration.days(stage.configuration.publicationLockDays))
        : ObjectLockRetention.governance(Duration.days(stage.configuration.publicationLockDays)),
      // A function that ran out of time leaves the parts of its upload behind: invisible, but paid for.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy,
    })
    // Object Lock keeps an old version but lets a new one hide it. This policy prevents a second version.
    bucket.addToResourcePolicy(nothingIsWrittenTwice(bucket))
    acknowledge(bucket, 'publicationHasNoAccessLog')
    this.register = this.registerOf(stage, removalPolicy)
    new ChangeGuard(this, 'Guard', { stage })
    new UnreadableItems(this, 'UnreadableItems', { stage })
  }

  /**
   * Nothing in it is locked or versioned: a removed object is gone. A frozen roll still cannot be overwritten, and its root is in
   * the table.
   */
  private registerOf(stage: Stage, removalPolicy: RemovalPolicy) {
    const name = `${nameOf(stage, 'register')}-${Aws.ACCOUNT_ID}`
    const bucket = new Bucket(this, 'Register', {
      bucketName: name,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // The import removes a file as soon as it has ended; files that were never imported expire after a day.
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
 * Objects can only be created, not overwritten. Starting a multipart upload and adding a part create no object yet and do not
 * support this condition; completing it does.
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

/** Account and region of a stage. Without an account in its configuration, the deploying account is used. */
export const envOf = ({ configuration: { account, region } }: Stage) =>
  account === undefined ? { region } : { account, region }
