// Compares two versions of one JSON Schema. Input may only become wider, output may only become narrower. New properties are
// allowed in both directions, because readers ignore unknown ones. A change that cannot be judged is a complaint.
import { type Json, listOf, objectOf, resolved, textsOf } from './json.ts'
import { saidOf, takesType, takesValue, tighterLimits, typesOf, valuesOf } from './limits.ts'

/** `request`: clients send it. `answer`: we send it; events count as answers. */
export type Direction = 'request' | 'answer'
/** A field as a path, and the promise about it. */
export type Complaint = { readonly at: string; readonly why: string }

type Comparison = {
  readonly direction: Direction
  readonly before: Json
  readonly after: Json
  /** Pairs of references that are being compared: a recursive schema is compared once. */
  readonly underway: ReadonlySet<string>
}
type Pair = { readonly at: string; readonly before: Json; readonly after: Json }

/** Keywords without a promise. */
const annotations = new Set(
  ['title', 'description', 'examples', 'example', 'deprecated', '$id', '$schema', '$comment', 'discriminator'].concat([
    'readOnly',
    'writeOnly',
  ]),
)
/** Keywords that are judged below or in `limits.ts`. Others may not change. */
const judged = new Set(
  ['type', 'enum', 'const', 'anyOf', 'oneOf', '$ref', 'default', 'properties', 'required', 'additionalProperties']
    .concat(['propertyNames', 'items', 'prefixItems', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'])
    .concat(['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'multipleOf'])
    .concat(['uniqueItems', 'pattern', 'format', 'contentEncoding', 'contentMediaType']),
)

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The forms that a schema allows: each choice, each type of a list of types. */
const formsOf = (root: Json, schema: Json): readonly Json[] => {
  const whole = resolved(root, schema)
  const { anyOf, oneOf, ...base } = whole
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return choices.flatMap((each) => formsOf(root, { ...base, ...resolved(root, each) }))
  if (Array.isArray(whole.type)) return whole.type.map((type) => ({ ...whole, type }))
  return [whole]
}

/** The properties of a form that have one value: they distinguish it from the others. */
const marksOf = (root: Json, form: Json): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(objectOf(form.properties)).flatMap(([name, schema]) => {
      const { const: value } = resolved(root, schema)
      return value === undefined ? [] : [[name, JSON.stringify(value)]]
    }),
  )

type Marks = ReadonlyMap<string, string>

/** Whether two forms have the same mark: one value that both have, and no other that differs. */
const isAlike = (one: Marks, other: Marks): boolean => {
  const shared = [...one.keys()].filter((name) => other.has(name))
  const isUnmarked = one.size === 0 && other.size === 0
  return (isUnmarked || shared.length > 0) && shared.every((name) => one.get(name) === other.get(name))
}

const named = (root: Json, form: Json): string => {
  const values = valuesOf(form)
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(', ')
  const marks = [...marksOf(root, form)].map(([name, value]) => `${name} ${value}`)
  return marks.length === 0 ? (typesOf(form)?.join(' or ') ?? 'anything') : marks.join(', ')
}

const listedValues = ({ direction }: Comparison, { at, before, after }: Pair): readonly Complaint[] | undefined => {
  const [receiver, sender] = direction === 'request' ? [after, before] : [before, after]
  const [taken, sent] = [valuesOf(receiver), valuesOf(sender)]
  if (sent === undefined && taken === undefined) return undefined
  if (sent === undefined)
    return [
      {
        at,
        why:
          direction === 'request'
            ? `only ${taken?.map((each) => JSON.stringify(each)).join(', ')} are taken now; there was no such list`
            : 'the list of its values is gone; there may be others now',
      },
    ]
  const refused = sent.filter((value) =>
    taken === undefined ? !takesValue(receiver, value) : !taken.some((each) => isSame(each, value)),
  )
  return refused.map((value) => ({
    at,
    why: `the value ${JSON.stringify(value)} ${direction === 'request' ? 'is not taken any more' : 'is new; readers do not know it'}`,
  }))
}

const properties = (comparison: Comparison, { at, before, after }: Pair): readonly Complaint[] => {
  const { direction } = comparison
  const [old, now] = [objectOf(before.properties), objectOf(after.properties)]
  const [wasRequired, isRequired] = [new Set(textsOf(before.required)), new Set(textsOf(after.required))]
  const known = Object.keys(old).flatMap((name): readonly Complaint[] => {
    const place = `${at}/${name}`
    if (!(name in now))
      return [{ at: place, why: direction === 'request' ? 'it is not taken any more' : 'it is not sent any more' }]
    const presence =
      direction === 'request'
        ? isRequired.has(name) && !wasRequired.has(name)
          ? [{ at: place, why: 'it is required now, and was not' }]
          : []
        : wasRequired.has(name) && !isRequired.has(name)
          ? [{ at: place, why: 'it was always there, and may be missing now' }]
          : []
    return [...presence, ...compare(comparison, { at: place, before: objectOf(old[name]), after: objectOf(now[name]) })]
  })
  const added =
    direction === 'answer'
      ? []
      : [...isRequired]
          .filter((name) => !(name in old) && !wasRequired.has(name))
          .map((name) => ({ at: `${at}/${name}`, why: 'it is new and required: what others send lacks it' }))
  return [...known, ...added]
}

/** What an object may contain besides its properties: a schema, or `false` for nothing. */
const restOf = ({ additionalProperties: rest }: Json): Json | false =>
  rest === false ? false : objectOf(rest === true ? {} : rest)

const rest = (comparison: Comparison, { at, before, after }: Pair): readonly Complaint[] => {
  const [old, now] = [restOf(before), restOf(after)]
  const place = `${at}/*`
  const [receiver, sender] = comparison.direction === 'request' ? [now, old] : [old, now]
  if (sender === false) return []
  if (receiver === false)
    return [
      {
        at: place,
        why:
          comparison.direction === 'request'
            ? 'properties of any name were taken, and are not any more'
            : 'properties of any name may be sent now',
      },
    ]
  const names = { before: objectOf(before.propertyNames), after: objectOf(after.propertyNames) }
  return [
    ...compare(comparison, { at: place, before: objectOf(old), after: objectOf(now) }),
    ...compare(comparison, { at: `${place} (its name)`, ...names }),
  ]
}

const elements = (comparison: Comparison, { at, before, after }: Pair): readonly Complaint[] => {
  const [old, now] = [listOf(before.prefixItems), listOf(after.prefixItems)]
  if (old.length !== now.length)
    return [{ at, why: `it had ${old.length} places of a kind of their own, and has ${now.length} now` }]
  return [
    ...old.flatMap((schema, place) =>
      compare(comparison, { at: `${at}/${place}`, before: objectOf(schema), after: objectOf(now[place]) }),
    ),
    ...compare(comparison, { at: `${at}/[]`, before: objectOf(before.items), after: objectOf(after.items) }),
  ]
}

/** Compares one form with one other. */
const compareForms = (comparison: Comparison, pair: Pair): readonly Complaint[] => {
  const { at, before, after } = pair
  const { direction } = comparison
  const [receiver, sender] = direction === 'request' ? [after, before] : [before, after]
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !annotations.has(key) && !judged.has(key) && !key.startsWith('x-'))
    .filter((key) => !isSame(before[key], after[key]))
    .map((key) => ({ at, why: `its ${key} has changed, which this check cannot judge` }))
  const defaults =
    direction === 'request' && 'default' in before && !isSame(before.default, after.default)
      ? [{ at, why: `its default was ${saidOf(before, 'default')}, and is ${saidOf(after, 'default')} now` }]
      : []
  const values = listedValues(comparison, pair)
  if (values !== undefined) return [...values, ...defaults, ...others]
  const [taken, sent] = [typesOf(receiver), typesOf(sender)]
  if (taken !== undefined && !(sent ?? ['anything']).every((type) => takesType(taken, type)))
    return [
      {
        at,
        why: `it was ${typesOf(before)?.join(' or ') ?? 'anything'}, and is ${typesOf(after)?.join(' or ') ?? 'anything'} now`,
      },
    ]
  const limits = tighterLimits(receiver, sender).map((keyword) => ({
    at,
    why: `its ${keyword} was ${saidOf(before, keyword)}, and is ${saidOf(after, keyword)} now`,
  }))
  const isObject = before.type === 'object' || after.type === 'object'
  const isArray = before.type === 'array' || after.type === 'array'
  return [
    ...limits,
    ...defaults,
    ...others,
    ...(isObject ? [...properties(comparison, pair), ...rest(comparison, pair)] : []),
    ...(isArray ? elements(comparison, pair) : []),
  ]
}

const fewest = (lists: readonly (readonly Complaint[])[]): readonly Complaint[] | undefined =>
  lists.toSorted((one, other) => one.length - other.length)[0]

/** Every form that the sender may use must be accepted by the receiver. */
const compareChoices = (
  comparison: Comparison,
  at: string,
  old: readonly Json[],
  now: readonly Json[],
): readonly Complaint[] => {
  const { direction, before, after } = comparison
  const isRequest = direction === 'request'
  const [senders, receivers] = isRequest ? [old, now] : [now, old]
  const [senderRoot, receiverRoot] = isRequest ? [before, after] : [after, before]
  return senders.flatMap((sender) => {
    const [marks, type] = [marksOf(senderRoot, sender), typesOf(sender)]
    const against = (receiver: Json) =>
      compareForms(comparison, { at, before: isRequest ? sender : receiver, after: isRequest ? receiver : sender })
    // The form with the same mark gives the most useful complaint.
    const same = fewest(
      receivers
        .filter((each) => isSame(typesOf(each), type) && isAlike(marksOf(receiverRoot, each), marks))
        .map(against),
    )
    if (same?.length === 0) return []
    if (receivers.some((receiver) => against(receiver).length === 0)) return []
    return (
      same ?? [
        {
          at,
          why: isRequest
            ? `the form with ${named(senderRoot, sender)} is not taken any more`
            : `the form with ${named(senderRoot, sender)} is new; readers do not know it`,
        },
      ]
    )
  })
}

const compare = (comparison: Comparison, { at, before, after }: Pair): readonly Complaint[] => {
  const pair = `${before.$ref} ${after.$ref}`
  const isReferred = before.$ref !== undefined && after.$ref !== undefined
  if (isReferred && comparison.underway.has(pair)) return []
  const inside = isReferred ? { ...comparison, underway: new Set([...comparison.underway, pair]) } : comparison
  const [old, now] = [formsOf(comparison.before, before), formsOf(comparison.after, after)]
  const [one, other] = [old[0], now[0]]
  if (one === undefined || other === undefined) throw new Error(`${at} has no form`)
  return old.length === 1 && now.length === 1
    ? compareForms(inside, { at, before: one, after: other })
    : compareChoices(inside, at, old, now)
}

/** The breaking changes of a new version of a schema. The roots are the documents that their references point into. */
export const compareSchemas = (
  direction: Direction,
  before: { readonly root: Json; readonly schema: unknown },
  after: { readonly root: Json; readonly schema: unknown },
): readonly Complaint[] =>
  compare(
    { direction, before: before.root, after: after.root, underway: new Set() },
    { at: '', before: objectOf(before.schema), after: objectOf(after.schema) },
  )
