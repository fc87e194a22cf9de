// Checks the arguments of a command and says in a sentence what is wrong, so that a typing error is not silently ignored.

/** An option has a value, or it is a flag. */
export type Declared = {
  readonly options: { readonly [name: string]: 'text' | 'flag' }
  /** Names of the positional arguments, in order; the last `optional` of them may be left out. */
  readonly named: readonly string[]
  readonly optional?: number
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

type Read = { readonly name: string; readonly value: string | undefined; readonly spelt: string }

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'It takes no options.' : `It takes ${names.map((name) => `--${kebab(name)}`).join(', ')}.`

/** The option that is meant: as declared, with hyphens, or a negated flag. */
const optionOf = (spelt: string, { options }: Declared): string | undefined => {
  const bare = spelt.replace(/^--?/, '').replace(/=.*$/s, '')
  return Object.keys(options).find(
    (name) => bare === name || bare === kebab(name) || (options[name] === 'flag' && bare === `no-${kebab(name)}`),
  )
}

type Walked = { readonly read: readonly Read[]; readonly rest: readonly string[] } | string

/** `-5` is a number; `-` alone is a file. */
const isOption = (text: string): boolean => /^-[^\d]/.test(text)

const walk = (args: readonly string[], declared: Declared): Walked => {
  const read: Read[] = []
  const rest: string[] = []
  for (let place = 0; place < args.length; place++) {
    const each = args[place] ?? ''
    if (each === '--') return { read, rest: [...rest, ...args.slice(place + 1)] }
    if (!isOption(each)) {
      rest.push(each)
      continue
    }
    const spelt = each.replace(/=.*$/s, '')
    const name = optionOf(each, declared)
    if (name === undefined) return `There is no option ${spelt}. ${listed(Object.keys(declared.options))}`
    const inline = each.includes('=') ? each.slice(each.indexOf('=') + 1) : undefined
    const isText = declared.options[name] === 'text'
    if (isText && inline === undefined) place += 1
    const next = isText && args[place] !== undefined && !isOption(args[place] ?? '') ? args[place] : undefined
    read.push({ name, value: inline ?? next, spelt })
  }
  return { read, rest }
}

/** The first error in the arguments; undefined if there is none. */
export const objectionTo = (args: readonly string[], declared: Declared): string | undefined => {
  const walked = walk(args, declared)
  if (typeof walked === 'string') return walked
  const { read, rest } = walked
  const extra = rest[declared.named.length]
  for (const [place, { name, value, spelt }] of read.entries()) {
    if (declared.options[name] === 'text' && (value === undefined || value === ''))
      return `${spelt} needs a value after it.`
    if (declared.options[name] === 'flag' && value !== undefined) return `${spelt} takes no value.`
    if (read.slice(0, place).some((other) => other.name === name)) return `${spelt} is given twice.`
  }
  return extra === undefined ? undefined : `There is one argument too many: ${extra}.`
}

/** The first missing argument that is required. */
export const missingIn = (args: readonly string[], declared: Declared): string | undefined => {
  const walked = walk(args, declared)
  const given = typeof walked === 'string' ? 0 : walked.rest.length
  const { named, optional = 0 } = declared
  return given < named.length - optional ? `${named[given]} is missing.` : undefined
}

/** Whether the user asks for the usage text. */
export const isHelpRequest = (args: readonly string[]): boolean => {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((each) => each === '--help' || each === '-h')
}

/** Ends the program with 2 and a sentence if its arguments are wrong, with 0 and its usage if the user asks for it. */
export const checkArguments = (declared: Declared, usage: string): readonly string[] => {
  const args = process.argv.slice(2)
  if (isHelpRequest(args)) {
    console.log(usage)
    process.exit(0)
  }
  const objection = objectionTo(args, declared) ?? missingIn(args, declared)
  if (objection !== undefined) {
    console.error(`${objection}\n\n${usage}`)
    process.exit(2)
  }
  return args
}
