// Composes the stacks of one stage. Nothing here asks an account: the same input gives the same templates.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { App, Stack, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { type Bundles, bundle } from './constructs/bundles.ts'
import { ServiceFunction } from './constructs/service-function.ts'
import { ApiStack } from './stacks/api.ts'
import { DataStack } from './stacks/data.ts'
import { IdentityStack } from './stacks/identity.ts'
import { WorkflowsStack } from './stacks/workflows.ts'
import type { Stage } from './stages.ts'
import { allUnits } from './units/all-units.ts'
import type { Unit } from './units/unit.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Bundles of all units, in a directory each under this one. */
export const bundleAll = (outDirectory: string): Promise<Bundles> => bundle(allUnits, root, outDirectory)

/** An application that is synthesized only when every rule of the packs holds or is acknowledged. */
export const checkedApp = (outdir: string): App => {
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  return app
}

/** The application of a stage. */
export const compose = (stage: Stage, bundles: Bundles, outdir: string): App => {
  const app = checkedApp(outdir)
  Tags.of(app).add('application', 'wijk-aan-zet')
  Tags.of(app).add('stage', stage.name)
  const data = new DataStack(app, stage)
  const surroundings = { stage, bundles, data }
  const unitsOf = (belongs: (unit: Unit) => boolean) => allUnits.filter(belongs)
  for (const unit of unitsOf(({ trigger }) => trigger.kind === 'operator'))
    new ServiceFunction(data, { ...surroundings, unit })
  const { authorizer } = new IdentityStack(app, {
    ...surroundings,
    units: unitsOf(({ trigger }) => trigger.kind === 'sign-in'),
  })
  new ApiStack(app, { ...surroundings, authorizer, units: unitsOf(({ trigger }) => trigger.kind === 'http') })
  new WorkflowsStack(app, {
    ...surroundings,
    units: unitsOf(({ trigger }) => !['http', 'operator', 'sign-in'].includes(trigger.kind)),
  })
  // Here and not in each stack, so that none can be forgotten.
  for (const stack of app.node.children)
    if (stack instanceof Stack) stack.terminationProtection = stage.configuration.data === 'keep'
  return app
}
