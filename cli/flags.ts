// Refuses unknown or malformed arguments before a command does anything.
import type { ArgsDef } from 'citty'
import { type Declared, missingIn, objectionTo } from '../scripts/arguments.ts'

const declaredIn = (args: ArgsDef): Declared => {
  const entries = Object.entries(args)
  const named = entries.filter(([, { type }]) => type === 'positional')
  return {
    options: Object.fromEntries(
      entries
        .filter(([, { type }]) => type !== 'positional')
        .map(([name, { type }]) => [name, type === 'boolean' ? ('flag' as const) : ('text' as const)]),
    ),
    named: named.map(([name, argument]) => ('valueHint' in argument ? (argument.valueHint ?? name) : name)),
    optional: named.filter(([, { required }]) => required === false).length,
  }
}

/** A sentence about required options that are missing. */
const missingOption = (declared: ArgsDef, args: readonly string[]): string | undefined => {
  const missing = Object.entries(declared).find(
    ([name, { type, required }]) =>
      type !== 'positional' &&
      required === true &&
      !args.some((each) => each === `--${name}` || each.startsWith(`--${name}=`)),
  )
  return missing === undefined ? undefined : `--${missing[0]} is missing.`
}

/** A sentence about wrong arguments; undefined if there are none. */
export const objectionToArguments = (declared: ArgsDef, args: readonly string[]): string | undefined =>
  objectionTo(args, declaredIn(declared))

/** A sentence about missing arguments and options; undefined if there are none. */
export const missingArgument = (declared: ArgsDef, args: readonly string[]): string | undefined =>
  missingIn(args, declaredIn(declared)) ?? missingOption(declared, args)
