// The fields we read of what API Gateway sends (payload 2.0).
import * as z from 'zod'

export const HttpEvent = z.object({
  routeKey: z.string(),
  /** With the stage: `/v1/wards`. Read only if no route was found. */
  rawPath: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).default({}),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ method: z.string() }).optional(),
    /** Milliseconds since 1970 at which the gateway received the request: this decides whether a window is open. */
    timeEpoch: z.int(),
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }).optional(),
  }),
})
export type HttpEvent = z.infer<typeof HttpEvent>

export type HttpResult = {
  readonly statusCode: number
  readonly headers: { readonly [name: string]: string }
  readonly body?: string
}
