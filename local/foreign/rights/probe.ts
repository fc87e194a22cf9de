// Runs as a function under the role of a unit, and makes one request to find out whether the role allows it.
import { DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms'
import * as z from 'zod'

export const Attempt = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('query'), table: z.string(), partition: z.string() }),
  z.strictObject({ kind: z.literal('scan'), table: z.string() }),
  z.strictObject({ kind: z.literal('decrypt'), ciphertext: z.base64(), purpose: z.string() }),
])
export type Attempt = z.infer<typeof Attempt>

/** `done`, or the name of the AWS error. */
export const Verdict = z.strictObject({ verdict: z.string() })

const tryOut = async (attempt: Attempt): Promise<unknown> => {
  switch (attempt.kind) {
    case 'query':
      return new DynamoDBClient().send(
        new QueryCommand({
          TableName: attempt.table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: attempt.partition } },
        }),
      )
    case 'scan':
      return new DynamoDBClient().send(new ScanCommand({ TableName: attempt.table }))
    case 'decrypt':
      return new KMSClient().send(
        new DecryptCommand({
          CiphertextBlob: Buffer.from(attempt.ciphertext, 'base64'),
          EncryptionContext: { purpose: attempt.purpose },
        }),
      )
    default:
      return attempt satisfies never
  }
}

export const handler = async (event: unknown): Promise<z.infer<typeof Verdict>> => {
  try {
    await tryOut(Attempt.parse(event))
    return { verdict: 'done' }
  } catch (error) {
    return { verdict: error instanceof Error ? error.name : String(error) }
  }
}
