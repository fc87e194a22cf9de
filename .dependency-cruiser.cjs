// The arrows of docs/architecture.md, "The house". Whatever is not allowed by a rule here is forbidden by it.
// tests/architecture shows each of them catching a planted violation.

const contexts = 'wards|residents|initiatives|rounds|voting|elections|roll|councils|agreements|signals|documents'
/** What knows the table: `store.ts`, `…-store.ts`, and the ballot box, which has a room of its own. */
const stores = `^shared/(${contexts})/(([a-z-]*store)|(box/ballot-box))\\.ts$`
/** What a context declares of itself beside its operations: its partitions, and what falls due. */
const declarations = `^shared/(${contexts})/(keys|deadlines)\\.ts$`
const operations = `^shared/((api|${contexts})/)?[a-z-]*operations\\.ts$`
const product = '^(shared|events|functions|client|infra)/'
/** Everything in a context but its declarations, its stores and what dresses its things for the API. */
const pure = { path: `^shared/(${contexts})/`, pathNot: [stores, declarations, operations, '/present\\.ts$'] }

/** A context and the contexts whose pure files it may use; never back. */
const mayUse = {
  wards: [],
  residents: ['wards'],
  voting: [],
  initiatives: ['wards', 'residents'],
  rounds: ['wards', 'residents', 'initiatives', 'voting'],
  documents: [],
  elections: ['wards', 'residents', 'voting', 'documents'],
  roll: ['voting'],
  councils: ['wards', 'documents'],
  agreements: ['wards', 'councils', 'documents'],
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
      'A cycle has no bottom to start reading from.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('no-missing-file', 'An import must lead somewhere.', {}, { couldNotResolve: true }),
    rule(
      'no-undeclared-package',
      'What is imported is declared in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'product-needs-no-development-package',
      'Functions, events and the client run on what `dependencies` lists.',
      { path: '^(shared|events|functions|client)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'kernel-imports-nothing-of-ours',
      'The kernel is below everything.',
      { path: '^shared/kernel/' },
      { path: '^(shared|events|functions|client|infra|local|tests|scripts|cli|bench)/', pathNot: '^shared/kernel/' },
    ),
    rule(
      'pure-is-pure',
      'A thing of a context knows the kernel, other pure things, the events it causes and the names of the roles; no API, no table.',
      pure,
      {
        path: '^(shared|functions|infra|client)/',
        pathNot: ['^shared/kernel/', `^shared/(${contexts})/`, '^shared/api/access\\.ts$'],
      },
    ),
    rule(
      'declarations-reach-nothing',
      'Keys and deadlines are read by infra: they know templates and types, no client and no store.',
      { path: declarations },
      {
        path: ['^shared/(table|platform|api)/', stores, operations],
        pathNot: ['^shared/table/keys\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule('pure-knows-no-store', 'Decisions are made without knowing how things are kept.', pure, { path: stores }),
    rule('pure-knows-no-operation', 'Decisions are made without knowing what the API offers.', pure, {
      path: operations,
    }),
    rule(
      'present-knows-no-store',
      'What dresses a thing for the API gets it handed over.',
      { path: '/present\\.ts$' },
      { path: [stores, '^shared/table/'] },
    ),
    ...betweenContexts,
    rule(
      'operations-declare-only',
      'A declaration adds the API to the pure things; it never reaches a table.',
      { path: operations },
      { path: ['^shared/(table|platform)/', stores, '^(functions|infra|local|client)/'] },
    ),
    rule(
      'stores-know-no-api',
      'How things are kept does not depend on how they are offered.',
      { path: stores },
      { path: ['^shared/api/', operations, '^(functions|infra|local|client)/'] },
    ),
    rule(
      'the-box-stays-apart',
      'Whoever reads the roll does not read the box: the two stores do not know each other.',
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
      'The table keeps items; what they mean is the business of the stores.',
      { path: '^shared/table/' },
      {
        path: '^(shared|events|functions|infra|local|client)/',
        pathNot: ['^shared/(table|kernel)/', '^events/envelope\\.ts$'],
      },
    ),
    rule(
      'platform-knows-no-context',
      'A door to a service of AWS does not know what passes through it.',
      { path: '^shared/platform/' },
      {
        path: '^(shared|events|functions|infra|local|client)/',
        pathNot: ['^shared/(platform|kernel)/', '^shared/table/keys\\.ts$'],
      },
    ),
    rule(
      'events-know-the-kernel-only',
      'An event is read by others: its schema does not move when a thing of ours does.',
      { path: '^events/' },
      { path: '^(shared|functions|infra|local|client)/', pathNot: '^shared/kernel/' },
    ),
    rule(
      'sdk-only-where-it-belongs',
      'Clients of AWS live in the table and in the platform; the runner and the tests speak to their own endpoints.',
      { path: '^(shared|events|functions|client|infra|cli|scripts)/', pathNot: ['^shared/(table|platform)/'] },
      { path: 'node_modules/@(aws-sdk|smithy)/' },
    ),
    rule(
      'cdk-only-in-infra',
      'What is provisioned is said in one room.',
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
      'What two contexts share lies in shared/; a function knows no function of another context.',
      { path: `^functions/(${contexts})/` },
      { path: `^functions/(${contexts})/`, pathNot: '^functions/$1/' },
    ),
    rule(
      'functions-know-rooms-below',
      'A function uses what the system knows and tells; nothing that provisions, runs or tests it.',
      { path: '^functions/' },
      { path: '^(infra|local|client|cli|scripts|tests|bench)/' },
    ),
    rule(
      'infra-is-a-leaf',
      'Nothing imports what is provisioned but its tests and the runner.',
      { pathNot: ['^infra/', '^tests/', '^local/', '^bench/'] },
      { path: '^infra/' },
    ),
    rule(
      'infra-knows-declarations-only',
      'Provisioning follows from declarations: operations, access rows, table definition, beacon networks, event catalogue; and from types.',
      { path: '^infra/' },
      {
        path: '^(shared|events|client|local|scripts|cli)/',
        pathNot: [
          operations,
          declarations,
          '^shared/table/(definition|keys)\\.ts$',
          '^shared/voting/lots/beacon\\.ts$',
          '^shared/api/(access|operation|version)\\.ts$',
          '^shared/kernel/',
          '^events/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'product-knows-no-runner',
      'There is no `if (local)`: what deploys knows nothing of what runs, tests or measures it here.',
      { path: product },
      { path: '^(local|tests|scripts|bench|cli)/' },
    ),
    rule(
      'local-runs-bundles',
      'The runner executes what was synthesized. Of the product it uses the kernel, pure things, events and the client.',
      { path: '^local/' },
      { path: '^(shared/table/|shared/operations\\.ts|functions/|infra/)' },
    ),
    rule(
      'emulator-knows-no-play',
      'The emulator plays any application of these parts; who starts it adds the world around it.',
      { path: '^local/emulator/' },
      { path: '^(local/(play/|main\\.ts)|shared/|events/|functions/|client/|infra/|cli/)' },
    ),
    rule(
      'two-emulators-that-owe-each-other-nothing',
      'What somebody else’s emulator shows is worth something because ours has no part in it. Of ours it takes two small files.',
      { path: '^local/foreign/' },
      { path: '^local/emulator/', pathNot: '^local/emulator/(ancestors|json)\\.ts$' },
    ),
    rule(
      'foreign-is-a-leaf',
      'The run on somebody else’s emulator is a program: nothing but its tests imports it.',
      { pathNot: '^(local/foreign|tests)/' },
      { path: '^local/foreign/' },
    ),
    rule(
      'local-knows-no-store',
      'The runner and the demo go through the API.',
      { path: '^(local|cli)/' },
      { path: stores },
    ),
    rule(
      'client-imports-types-only',
      'The client runs in a browser: of the system it takes types, and the generated routes.',
      { path: '^client/' },
      { path: '^(shared|events)/', dependencyTypesNot: ['type-only'] },
    ),
    rule('client-runs-in-a-browser', 'No module of Node.', { path: '^client/' }, { dependencyTypes: ['core'] }),
    rule(
      'cli-uses-no-function',
      'The command line uses the client and the pure things. Only replaying events, an operator’s work, reads the outbox.',
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
