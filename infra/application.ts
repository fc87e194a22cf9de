// Composes the stacks of one stage. Nothing here queries an account: the same input gives the same templates.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { App, Stack, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { type Bundles, bundle } from './constructs/functions/bundles.ts'
import { emptyBundles } from './constructs/functions/empty-bundles.ts'
import { ApiStack } from './stacks/api.ts'
import { ContextStack } from './stacks/context.ts'
import { DataStack } from './stacks/data.ts'
import { EventsStack } from './stacks/events.ts'
import { IdentityStack } from './stacks/identity.ts'
import type { Stage } from './stages.ts'
import { allUnits } from './units/all-units.ts'
import type { Unit } from './units/unit.ts'
import { allWorkflows } from './workflows/all-workflows.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Bundles all units, each in its own directory under this one. */
export const bundleAll = (outDirectory: string): Promise<Bundles> => bundle(allUnits, root, outDirectory)

/** Empty bundles of all units, for commands that only read the templates. */
export const bundleNone = (outDirectory: string): Bundles => emptyBundles(allUnits, outDirectory)

/** An application that is synthesized only if every rule of the packs holds or is acknowledged. `isDeployed`: on AWS. */
export const checkedApp = (outdir: string, isDeployed: boolean): App => {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    // Refuses here what CloudFormation would refuse during deployment. That takes two thirds of a synthesis.
    builtinCloudFormationValidation: isDeployed,
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
  })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  return app
}

/** The application of a stage. */
export const compose = (stage: Stage, bundles: Bundles, outdir: string): App => {
  const app = checkedApp(outdir, stage.name !== 'local')
  Tags.of(app).add('application', 'wijk-aan-zet')
  Tags.of(app).add('stage', stage.name)
  const data = new DataStack(app, stage)
  const surroundings = { stage, bundles, data }
  const unitsBy = (...kinds: readonly Unit['trigger']['kind'][]) =>
    allUnits.filter(({ trigger }) => kinds.includes(trigger.kind))
  const { authorizer } = new IdentityStack(app, { ...surroundings, units: unitsBy('sign-in') })
  const { bus } = new EventsStack(app, { ...surroundings, units: unitsBy('relay') })
  const units = unitsBy('http', 'events', 'every', 'operator')
  // A stack for each context, so that none comes near the 500 resources that one may hold (ADR 0022).
  const services = [...new Set(units.map(({ context }) => context))].flatMap(
    (context) =>
      new ContextStack(app, {
        ...surroundings,
        context,
        units: units.filter((unit) => unit.context === context),
        workflows: allWorkflows.filter((workflow) => workflow.context === context),
        bus,
      }).services,
  )
  new ApiStack(app, { stage, services, authorizer })
  // Here and not in each stack, so that no stack can be forgotten.
  for (const stack of app.node.children)
    if (stack instanceof Stack) stack.terminationProtection = stage.configuration.data === 'keep'
  return app
}
