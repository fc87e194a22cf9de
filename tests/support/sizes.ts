// Walks that find more the longer they are, and elections as large as the real one. `npm test` takes the small size of each,
// `npm test -- --full` the full one, as is done before a release; a run says at its end what it left small (`small-sizes.ts`).

/** What it is a number of, both sizes, and how a test's text shows that it takes one. */
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
    small: 156,
    full: 1_400,
    sign: /\bsizeOf\('agreementActions'\)/,
  },
  syntheses: {
    of: 'syntheses of production, and stages that npx cdk lists',
    small: 1,
    full: 2,
    sign: /\bsizeOf\('syntheses'\)/,
  },
} as const satisfies Readonly<Record<string, Size>>

type SizeName = keyof typeof sizes

/** Whether this run takes the full sizes. */
export const isFull = process.env.WIJK_FULL_SIZES === '1'

/** The size that this run takes. */
export const sizeOf = (name: SizeName): number => sizes[name][isFull ? 'full' : 'small']

const part = Number(process.env.WIJK_PART_OF_RUNS ?? sizeOf('properties') / 100)

/** How often a property is tried: so often in full, a fifth of it in `npm test`, less where hundreds of mutants are (`tests/mutation`). */
export const runs = (often: number): number => Math.ceil(often * part)

const isSizeName = (name: string): name is SizeName => Object.hasOwn(sizes, name)

/** The sizes that a test takes, by its text. */
export const takenIn = (text: string): readonly SizeName[] =>
  Object.keys(sizes)
    .filter(isSizeName)
    .filter((name) => sizes[name].sign.test(text))
