// Partition keys as templates: the stores build keys from them, the roles of functions are limited by their patterns
// (`dynamodb:LeadingKeys`), and docs/access-patterns.md lists them.

/** A place in a template that a value fills, and what IAM's StringLike calls it: `*` for any text, `?` for one character. */
type Slot = { readonly pattern: string }

/** A UUID: 36 characters, so that the pattern of a thing does not match keys that continue after its id. */
export const uuid: Slot = { pattern: '?'.repeat(36) }
/** Any text. */
export const some: Slot = { pattern: '*' }

/** A template of a partition key: called with a value for each of its slots, it gives a key. */
export type Partition<Values extends readonly unknown[] = readonly []> = {
  (...values: Values): string
  /** What all its keys look like, for IAM. */
  readonly pattern: string
  /** What all its keys begin with. */
  readonly prefix: string
}

type ValuesOf<Slots extends readonly Slot[]> = { readonly [Index in keyof Slots]: string | number }

/** The template: partition`POLL#${uuid}#ROLL#${some}`. */
export const partition = <const Slots extends readonly Slot[]>(
  texts: TemplateStringsArray,
  ...slots: Slots
): Partition<ValuesOf<Slots>> => {
  const fill = (values: readonly (string | number)[]) =>
    texts.map((text, index) => `${text}${values[index] ?? ''}`).join('')
  return Object.assign((...values: ValuesOf<Slots>) => fill(values), {
    pattern: fill(slots.map(({ pattern }) => pattern)),
    prefix: texts[0] ?? '',
  })
}
