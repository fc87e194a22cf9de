// What nobody uses goes. Functions are used by infra, which names their files: a handler that is not deployed is a leftover.
import { globSync, readFileSync } from 'node:fs'
import type { KnipConfig } from 'knip'

const deployed = globSync('infra/units/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/'(functions\/[a-z/-]+\.ts)'/g)].flatMap(([, path]) => path ?? []),
)

const config: KnipConfig = {
  entry: [
    ...deployed,
    'scripts/*.{ts,mjs}',
    'scripts/{compatible,licences}/main.ts',
    'local/main.ts',
    'local/foreign/main.ts',
    'local/foreign/token-for.ts',
    'local/foreign/rights/probe.ts',
    'local/play/demo/main.ts',
    'local/**/{worker,voter-thread}.ts',
    'infra/app.ts',
    'bench/main.ts',
    'tests/contract/strangers/main.ts',
    'cli/{main.ts,wijk.mjs}',
    'client/{client,vote,permit-keeper}.ts',
    'tests/**/*.test.ts',
    'tests/infra/bundled/*.ts',
  ],
  project: ['**/*.{ts,mjs,cjs}'],
  stryker: ['tests/mutation/stryker.config.json'],
  vitest: ['vitest.config.ts', 'tests/mutation/vitest.config.ts'],
  ignoreExportsUsedInFile: true,
  // Two validators are loaded by `createRequire`; aws-cdk is what an operator deploys with; the rest
  // is started by scripts/test.ts or tests/contract/strangers from node_modules/.bin.
  ignoreDependencies: [
    'asl-validator',
    '@hey-api/openapi-ts',
    'openapi-fetch',
    'openapi-typescript',
    'xmllint-wasm',
    'aws-cdk',
    '@biomejs/biome',
    '@redocly/cli',
    '@stoplight/spectral-cli',
    '@stoplight/spectral-owasp-ruleset',
    '@typescript/native',
    'dependency-cruiser',
  ],
}

export default config
