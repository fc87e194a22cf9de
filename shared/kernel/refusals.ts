// The answer of a rule: accepted with its consequences, or a declared refusal.

/** A text in the two languages of the city's services. */
export type Bilingual = { readonly nl: string; readonly en: string }

/** The states of a thing in words for a resident: a sentence about how it stands. */
export type Standings<Status extends string = string> = { readonly [Each in Status]: Bilingual }

/**
 * One expected "no": a stable code is its key, the sentence is for a resident. `standings`: of a "no" that several states
 * give. Then the title says only what cannot be done, and the sentence about the state (the fact `status`) comes first.
 */
export type RefusalDeclaration = {
  readonly status: 400 | 403 | 404 | 409 | 410 | 412 | 422 | 428
  readonly title: Bilingual
  readonly standings?: Standings
  /** The rule behind it: its article, or the value of a rule set by its JSON pointer. */
  readonly rule?: Bilingual
  /** What can be done now, where its HTTP status does not say it well enough. */
  readonly next?: Bilingual
}
export type RefusalCatalogue = { readonly [code: string]: RefusalDeclaration }

/** One field of the body that the rules object to: a JSON pointer and the rule in words. */
export type Objection = { readonly pointer: string; readonly rule: Bilingual }

/** A field that a refusal is about: of the body, or of the query if there is no body. Without a rule the title says it. */
export type RefusedField = Omit<Objection, 'rule'> & Partial<Pick<Objection, 'rule'>>

/**
 * A warning to somebody who did what the rules allow: a sentence, the field it is about, and the things it names.
 * Nothing is refused for it.
 */
export type Warning = {
  readonly code: string
  readonly words: Bilingual
  readonly pointer?: string
  readonly about?: readonly { readonly id: string; readonly title: string }[]
}

/** A "no" with the facts that explain it (never a personal one), and the fields it is about. */
export type Refusal<Code extends string = string> = {
  readonly refused: true
  readonly code: Code
  readonly facts: { readonly [name: string]: string | number }
  readonly objections: readonly RefusedField[]
}

/** A "yes": the new state and the events it means. */
export type Acceptance<Value, Event> = {
  readonly refused: false
  readonly value: Value
  readonly events: readonly Event[]
}

export type Decision<Value, Event = never, Code extends string = string> = Acceptance<Value, Event> | Refusal<Code>

export const refuse = <const Code extends string>(
  code: Code,
  facts: Refusal['facts'] = {},
  objections: readonly RefusedField[] = [],
): Refusal<Code> => ({ refused: true, code, facts, objections })

export const accept = <Value, const Event = never>(
  value: Value,
  ...events: readonly Event[]
): Acceptance<Value, Event> => ({
  refused: false,
  value,
  events,
})

/** For the end of a `switch` over a union: does not compile while a case is missing. */
export const unreachable = (value: never): never => {
  throw new TypeError(`Unreachable: ${JSON.stringify(value)}`)
}
