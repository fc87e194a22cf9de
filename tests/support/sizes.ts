// Small and full sizes of random walks that find more when they are longer, and of elections. `npm test` uses the small sizes and
// lists them at the end (`small-sizes.ts`). `npm test -- --full` uses the full sizes; run it before a release.

/** What is counted, both sizes, and the pattern by which a test's source shows that it uses this size. */
type Size = { readonly of: string; readonly small: number; readonly full: number; readonly sign: RegExp }

export const sizes = {
  properties: { of: '% of the cases of each property', small: 20, full: 100, sign: /\bruns\(/ },
  realElections: { of: 'real elections (the largest are left out)', small: 12, full: 30, sign: /\belectionsTried\(/ },
  moneyWalk: { of: 'steps of the money walk', small: 500, full: 5_000, sign: /\bsizeOf\('moneyWalk'\)/ },
  requestsAtOnce: {
    of: 'requests at once of one voter',
    small: 200,
    full: 1_000,
    sign: /\bsizeOf\('requestsAtOnce'\)/,
  },
  agreementActions: {
    of: 'actions of ward agreements',
    small: 64,
    full: 1_400,
    sign: /\bsizeOf\('agreementActions'\)/,
  },
  agreementWards: {
    of: 'wards that play a year of their agreement',
    small: 16,
    full: 39,
    sign: /\bsizeOf\('agreementWards'\)/,
  },
  votersOf2022: {
    of: 'voters on the roll of 2022',
    small: 200_000,
    full: 516_986,
    sign: /\bsizeOf\('votersOf2022'\)/,
  },
  syntheses: {
    of: 'syntheses of production, and stages that npx cdk lists',
    small: 1,
    full: 2,
    sign: /\bsizeOf\('syntheses'\)/,
  },
} as const satisfies Readonly<Record<string, Size>>

type SizeName = keyof typeof sizes

/** Whether this run uses the full sizes. */
export const isFull = process.env.WIJK_FULL_SIZES === '1'

/** The size in this run. */
export const sizeOf = (name: SizeName): number => sizes[name][isFull ? 'full' : 'small']

const part = Number(process.env.WIJK_PART_OF_RUNS ?? sizeOf('properties') / 100)

/** How often a property is tried: this often in full, a fifth of it in `npm test`, fewer for mutants (`tests/mutation`). */
export const runs = (often: number): number => Math.ceil(often * part)

const isSizeName = (name: string): name is SizeName => Object.hasOwn(sizes, name)

/** The sizes that a test uses, by its source text. */
export const takenIn = (text: string): readonly SizeName[] =>
  Object.keys(sizes)
    .filter(isSizeName)
    .filter((name) => sizes[name].sign.test(text))
