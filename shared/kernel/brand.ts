// The only place where a type may be asserted: everything else is parsed.
import type * as z from 'zod'

declare const brand: unique symbol

/** A value that has passed the check its name stands for. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }

/** A zod schema whose output carries a name, so that a ward code is not taken for an initiative id. */
export const branded = <Value, Name extends string>(schema: z.ZodType<Value, Value>, _name: Name) =>
  schema as unknown as z.ZodType<Brand<Value, Name>, Value>

/** Names a value that the kernel itself has just made (a clock reading, a fresh id). */
export const assertBrand = <Value, Name extends string>(value: Value, _name: Name) => value as Brand<Value, Name>

/** Types a value that the kernel itself has just put together from checked parts (a thing after a step). */
export const assertShape = <Shape>(value: unknown) => value as Shape
