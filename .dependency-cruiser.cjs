// The allowed imports between rooms, see docs/architecture.md. tests/architecture plants a violation of each rule.

const contexts =
  'rule-sets|wards|residents|initiatives|rounds|voting|elections|roll|councils|agreements|documents|notices'
/** The files that use the table: `store.ts`, `…-store.ts`, and the ballot box. */
const stores = `^shared/(${contexts})/.*(store|ballot-box)\\.ts$`
/** The declarations of a context besides its operations: its partitions and its due work. */
const declarations = `^shared/(${contexts})/(keys|deadlines)\\.ts$`
const operations = '^shared/.*operations\\.ts$'
const product = '^(shared|events|functions|client|infra)/'
/** Everything in a context except its declarations, its stores and its presentation for the API. */
const pure = { path: `^shared/(${contexts})/`, pathNot: [stores, declarations, operations, '/present\\.ts$'] }

/** A context and the contexts whose pure files it may use; never back. */
const mayUse = {
  'rule-sets': [],
  wards: ['rule-sets'],
  residents: ['wards'],
  voting: [],
  initiatives: ['wards', 'residents'],
  rounds: ['wards', 'residents', 'initiatives', 'voting'],
  documents: [],
  notices: [],
  elections: ['wards', 'residents', 'voting', 'documents'],
  roll: ['voting'],
  councils: ['rule-sets', 'documents'],
  agreements: ['rule-sets', 'wards', 'voting', 'councils', 'documents', 'notices'],
}

const betweenContexts = Object.entries(mayUse).map(([context, others]) => ({
  name: `${context}-uses-only-${others.join('-and-') || 'itself'}`,
  comment: `The context ${context} may use the pure files of: ${others.join(', ') || 'no other context'}.`,
  severity: 'error',
  from: { path: `^shared/${context}/` },
  to: { path: `^shared/(${contexts})/`, pathNot: [`^shared/(${[context, ...others].join('|')})/`] },
}))

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule(
      'no-cycle',
      'Modules must not import each other in a cycle.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('no-missing-file', 'An import must resolve.', {}, { couldNotResolve: true }),
    rule(
      'no-undeclared-package',
      'Every imported package is declared in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'product-needs-no-development-package',
      'Functions, events and the client use only packages in `dependencies`.',
      { path: '^(shared|events|functions|client)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'kernel-imports-nothing-of-ours',
      'The kernel imports no other room.',
      { path: '^shared/kernel/' },
      { path: '^(shared|events|functions|client|infra|local|tests|scripts|cli|bench)/', pathNot: '^shared/kernel/' },
    ),
    rule(
      'pure-is-pure',
      'A pure file imports the kernel, other pure files, its events and the names of the roles; no API, no table.',
      pure,
      {
        path: '^(shared|functions|infra|client)/',
        pathNot: ['^shared/kernel/', `^shared/(${contexts})/`, '^shared/api/access\\.ts$'],
      },
    ),
    rule(
      'declarations-reach-nothing',
      'Infra reads keys and deadlines: they import templates and types, no client and no store.',
      { path: declarations },
      {
        path: ['^shared/(table|platform|api)/', stores, operations],
        pathNot: ['^shared/table/keys\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule('pure-knows-no-store', 'Decisions do not depend on how things are stored.', pure, { path: stores }),
    rule('pure-knows-no-operation', 'Decisions do not depend on the API.', pure, {
      path: operations,
    }),
    rule(
      'present-knows-no-store',
      'Presentation gets its thing as an argument.',
      { path: '/present\\.ts$' },
      { path: [stores, '^shared/table/'] },
    ),
    ...betweenContexts,
    rule(
      'operations-declare-only',
      'Operations add the API to the pure files; they never reach a table.',
      { path: operations },
      { path: ['^shared/(table|platform)/', stores, '^(functions|infra|local|client)/'] },
    ),
    rule(
      'stores-know-no-api',
      'Storage does not depend on the API.',
      { path: stores },
      { path: ['^shared/api/', operations, '^(functions|infra|local|client)/'] },
    ),
    rule(
      'the-box-stays-apart',
      'Code that reads the roll does not read the box: the two stores do not import each other.',
      { path: '^shared/voting/(store|box/ballot-box)\\.ts$' },
      { path: '^shared/voting/(store|box/ballot-box)\\.ts$' },
    ),
    rule(
      'api-knows-no-context',
      'How an operation is declared does not depend on any operation.',
      { path: '^shared/api/' },
      { path: '^(shared|events|functions|infra|local|client)/', pathNot: ['^shared/(api|kernel)/'] },
    ),
    rule(
      'table-knows-no-context',
      'The table stores items; only the stores know their meaning.',
      { path: '^shared/table/' },
      {
        path: '^(shared|events|functions|infra|local|client)/',
        pathNot: ['^shared/(table|kernel)/', '^events/envelope\\.ts$'],
      },
    ),
    rule(
      'platform-knows-no-context',
      'An adapter of an AWS service does not depend on the data that it carries.',
      { path: '^shared/platform/' },
      {
        path: '^(shared|events|functions|infra|local|client)/',
        pathNot: ['^shared/(platform|kernel)/', '^shared/table/keys\\.ts$'],
      },
    ),
    rule(
      'events-know-the-kernel-only',
      'Others read events: their schemas do not change with our internal types.',
      { path: '^events/' },
      { path: '^(shared|functions|infra|local|client)/', pathNot: '^shared/kernel/' },
    ),
    rule(
      'sdk-only-where-it-belongs',
      'AWS clients are used only in the table and the platform; the local emulator and the tests use their own endpoints.',
      { path: '^(shared|events|functions|client|infra|cli|scripts)/', pathNot: ['^shared/(table|platform)/'] },
      { path: 'node_modules/@(aws-sdk|smithy)/' },
    ),
    rule(
      'cdk-only-in-infra',
      'CDK is used only in infra.',
      { pathNot: ['^infra/', '^tests/infra/', '^tests/support/', '^node_modules/'] },
      { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    ),
    rule(
      'functions-are-leaves',
      'Nothing imports a function but tests, the runner and the benches; infra refers to entries by path.',
      { path: '^(shared|events|client|infra|cli|scripts)/' },
      { path: '^functions/' },
    ),
    rule(
      'contexts-share-no-functions',
      'Code that two contexts share is in shared/; a function imports no function of another context.',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: ['^functions/$1/', '^functions/runtime/'] },
    ),
    rule(
      'pipelines-know-no-context',
      'The pipelines work for every context: they depend on how operations and steps are declared, not on what they do.',
      { path: '^functions/runtime/' },
      { path: `^shared/(${contexts})/` },
    ),
    rule(
      'functions-know-rooms-below',
      'A function imports shared and events; nothing that provisions, runs or tests it.',
      { path: '^functions/' },
      { path: '^(infra|local|client|cli|scripts|tests|bench)/' },
    ),
    rule(
      'infra-is-a-leaf',
      'Only its tests and the local runner import infra.',
      { pathNot: ['^infra/', '^tests/', '^local/', '^bench/'] },
      { path: '^infra/' },
    ),
    rule(
      'infra-knows-declarations-only',
      'Provisioning follows from declarations: operations, access rows, table definition, beacon networks, channels of notices, event catalogue; and from types.',
      { path: '^infra/' },
      {
        path: '^(shared|events|client|local|scripts|cli)/',
        pathNot: [
          operations,
          declarations,
          '^shared/table/(definition|keys)\\.ts$',
          '^shared/voting/lots/beacon\\.ts$',
          '^shared/notices/channel\\.ts$',
          '^shared/api/(access|operation|version)\\.ts$',
          '^shared/kernel/',
          '^events/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'product-knows-no-runner',
      'There is no `if (local)`: deployed code does not import what runs, tests or measures it here.',
      { path: product },
      { path: '^(local|tests|scripts|bench|cli)/' },
    ),
    rule(
      'local-runs-bundles',
      'The local runner executes synthesized bundles. Of the product it imports the kernel, pure files, events and the client.',
      { path: '^local/' },
      { path: '^(shared/table/|shared/operations\\.ts|functions/|infra/)' },
    ),
    rule(
      'emulator-knows-no-play',
      'The emulator runs any application of these parts; its caller adds the world around it.',
      { path: '^local/emulator/' },
      { path: '^(local/(play/|main\\.ts)|shared/|events/|functions/|client/|infra/|cli/)' },
    ),
    rule(
      'two-emulators-that-owe-each-other-nothing',
      'The third-party run must be independent of our emulator. It imports two small files of it.',
      { path: '^local/foreign/' },
      { path: '^local/emulator/', pathNot: '^local/emulator/(ancestors|json)\\.ts$' },
    ),
    rule(
      'foreign-is-a-leaf',
      'The third-party run is a program: only its tests import it.',
      { pathNot: '^(local/foreign|tests)/' },
      { path: '^local/foreign/' },
    ),
    rule(
      'local-knows-no-store',
      'The local runner and the demo use the API.',
      { path: '^(local|cli)/' },
      { path: stores },
    ),
    rule(
      'client-imports-types-only',
      'The client runs in a browser: it imports types, and the generated routes.',
      { path: '^client/' },
      { path: '^(shared|events)/', dependencyTypesNot: ['type-only'] },
    ),
    rule('client-runs-in-a-browser', 'No module of Node.', { path: '^client/' }, { dependencyTypes: ['core'] }),
    rule(
      'cli-uses-no-function',
      'The command line imports the client and pure files. Only replaying events, for operators, reads the outbox.',
      { path: '^cli/', pathNot: '^cli/replay-events\\.ts$' },
      { path: '^(functions|infra|local|shared/table)/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^cdk\\.out', '^tests/architecture/planted'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
