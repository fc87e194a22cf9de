// What the CDK's command line passes to the application that it starts.
import * as z from 'zod'
import type { Environment } from '../shared/kernel/environment.ts'

const Context = z.looseObject({
  stage: z.string().default('dev'),
  // Empty for commands that neither deploy nor compare functions, such as `npx cdk ls`.
  'aws:cdk:bundling-stacks': z.array(z.string()).default(['**']),
})

/** The stage, the directory, which the CDK has locked, and whether functions are to be bundled. Undefined without the CDK. */
export const askedByCdk = ({ CDK_OUTDIR: out, CDK_CONTEXT_JSON: context }: Environment) => {
  if (out === undefined) return undefined
  const { stage, 'aws:cdk:bundling-stacks': bundled } = Context.parse(JSON.parse(context ?? '{}'))
  return { stage, out, isBundled: bundled.length > 0 }
}
