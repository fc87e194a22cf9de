// Options that a command does not have are refused: a typing error must not be taken for a wish that was granted.
import type { ArgsDef } from 'citty'

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const optionsOf = (args: ArgsDef): readonly string[] =>
  Object.entries(args)
    .filter(([, { type }]) => type !== 'positional')
    .flatMap(([name, argument]) => [name, ...('alias' in argument ? [argument.alias ?? []].flat() : [])])

/** A sentence about the first option that a command with these arguments does not have; nothing where it has them all. */
export const unknownOption = (declared: ArgsDef | undefined, args: readonly string[]): string | undefined => {
  if (declared === undefined) return undefined
  const names = optionsOf(declared)
  const known = new Set(['help', 'h', 'version', ...names, ...names.map(kebab), ...names.map((name) => `no-${name}`)])
  const end = args.indexOf('--')
  const given = (end < 0 ? args : args.slice(0, end)).filter((each) => /^-./.test(each) && !/^-\d/.test(each))
  const unknown = given.find((each) => !known.has(each.replace(/^--?/, '').replace(/=.*$/s, '')))
  if (unknown === undefined) return undefined
  const choices = names.length === 0 ? 'It takes none.' : `It takes ${names.map((name) => `--${name}`).join(', ')}.`
  return `There is no option ${unknown.replace(/=.*$/s, '')}. ${choices}`
}
