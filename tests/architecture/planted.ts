// One violation for each arrow of .dependency-cruiser.cjs: who imports what. The test plants them and looks who is caught.

export type Planted = { readonly from: string; readonly to: string; readonly isTypeOnly?: true }

/** By the name of the rule that must catch it. */
export const planted = {
  'no-cycle': { from: 'shared/wards/here.ts', to: '../wards/there.ts' },
  'no-missing-file': { from: 'shared/wards/here.ts', to: './nowhere.ts' },
  'no-undeclared-package': { from: 'scripts/here.ts', to: 'semver' },
  'product-needs-no-development-package': { from: 'functions/wards/here.ts', to: 'esbuild' },
  'kernel-imports-nothing-of-ours': { from: 'shared/kernel/here.ts', to: '../wards/ward.ts' },
  'pure-is-pure': { from: 'shared/wards/here.ts', to: '../table/read.ts' },
  'pure-knows-no-store': { from: 'shared/initiatives/here.ts', to: '../wards/budget-store.ts' },
  'pure-knows-no-operation': { from: 'shared/rounds/here.ts', to: '../voting/operations.ts', isTypeOnly: true },
  'present-knows-no-store': { from: 'shared/voting/present.ts', to: './store.ts' },
  'wards-uses-only-itself': { from: 'shared/wards/here.ts', to: '../rounds/round.ts' },
  'residents-uses-only-wards': { from: 'shared/residents/here.ts', to: '../voting/poll.ts' },
  'voting-uses-only-itself': { from: 'shared/voting/here.ts', to: '../rounds/round.ts', isTypeOnly: true },
  'initiatives-uses-only-wards-and-residents': { from: 'shared/initiatives/here.ts', to: '../rounds/round.ts' },
  'rounds-uses-only-wards-and-residents-and-initiatives-and-voting': {
    from: 'shared/rounds/here.ts',
    to: '../elections/election.ts',
  },
  'elections-uses-only-wards-and-residents-and-voting': {
    from: 'shared/elections/here.ts',
    to: '../rounds/round.ts',
  },
  'councils-uses-only-wards': { from: 'shared/councils/here.ts', to: '../rounds/round.ts' },
  'agreements-uses-only-wards-and-councils': { from: 'shared/agreements/here.ts', to: '../voting/poll.ts' },
  'operations-declare-only': { from: 'shared/wards/operations.ts', to: '../table/table.ts' },
  'declarations-reach-nothing': { from: 'shared/wards/keys.ts', to: '../table/read.ts' },
  'stores-know-no-api': { from: 'shared/wards/budget-store.ts', to: '../api/operation.ts' },
  'the-box-stays-apart': { from: 'shared/voting/box/ballot-box.ts', to: '../store.ts' },
  'api-knows-no-context': { from: 'shared/api/operation.ts', to: '../voting/poll.ts' },
  'table-knows-no-context': { from: 'shared/table/read.ts', to: '../wards/ward.ts' },
  'platform-knows-no-context': { from: 'shared/platform/here.ts', to: '../voting/poll.ts' },
  'events-know-the-kernel-only': { from: 'events/here.ts', to: '../shared/voting/poll/poll.ts' },
  'sdk-only-where-it-belongs': { from: 'functions/wards/there.ts', to: '@aws-sdk/client-s3' },
  'cdk-only-in-infra': { from: 'scripts/here.ts', to: 'constructs' },
  'functions-are-leaves': { from: 'infra/here.ts', to: '../functions/wards/api.ts' },
  'contexts-share-no-functions': { from: 'functions/rounds/here.ts', to: '../voting/api.ts' },
  'functions-know-rooms-below': { from: 'functions/wards/here.ts', to: '../../client/client.ts' },
  'infra-is-a-leaf': { from: 'scripts/here.ts', to: '../infra/stages.ts' },
  'infra-knows-declarations-only': { from: 'infra/here.ts', to: '../shared/voting/poll/poll.ts' },
  'product-knows-no-runner': { from: 'functions/wards/here.ts', to: '../../local/emulator/engine.ts' },
  'local-runs-bundles': { from: 'local/here.ts', to: '../functions/wards/api.ts' },
  'emulator-knows-no-play': { from: 'local/emulator/here.ts', to: '../play/personas.ts' },
  'local-knows-no-store': { from: 'cli/here.ts', to: '../shared/wards/budget-store.ts' },
  'client-imports-types-only': { from: 'client/here.ts', to: '../shared/voting/poll/poll.ts' },
  'client-runs-in-a-browser': { from: 'client/here.ts', to: 'node:fs' },
  'cli-uses-no-function': { from: 'cli/here.ts', to: '../functions/wards/api.ts' },
} as const satisfies { readonly [rule: string]: Planted }

/** What the arrows allow: none of these may be caught. */
export const allowed = [
  { from: 'client/browser.ts', to: '../shared/voting/poll/poll.ts', isTypeOnly: true },
  { from: 'shared/rounds/fine.ts', to: '../voting/poll.ts' },
  { from: 'shared/elections/fine.ts', to: '../voting/poll.ts' },
  { from: 'shared/wards/fine-store.ts', to: '../table/read.ts' },
  { from: 'functions/wards/fine.ts', to: '../../shared/wards/budget-store.ts' },
  { from: 'infra/fine.ts', to: '../shared/wards/operations.ts' },
  { from: 'shared/voting/deadlines.ts', to: '../platform/deadlines.ts', isTypeOnly: true },
  { from: 'shared/voting/keys.ts', to: '../table/keys.ts' },
  { from: 'shared/voting/fine-store.ts', to: '../platform/objects.ts' },
  { from: 'shared/platform/fine.ts', to: '@aws-sdk/client-s3' },
  { from: 'infra/provisions.ts', to: 'constructs' },
  { from: 'local/fine.ts', to: '../shared/kernel/clock.ts' },
] as const satisfies readonly Planted[]
