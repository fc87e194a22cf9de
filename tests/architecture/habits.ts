// House rules that compiler and linter cannot check, found in the syntax tree of a source file.
import ts from 'typescript'

/**
 * `clock`: reads the machine's clock. `chance`: makes randomness. `locale`: compares or formats text in a way that depends on a
 * locale. `environment`: reads the environment of the process. `whole-zod`: imports all of zod, which makes bundles much
 * larger.
 */
export type Habit = 'clock' | 'chance' | 'locale' | 'environment' | 'whole-zod'
export type Finding = { readonly habit: Habit; readonly line: number; readonly text: string }

const calls: { readonly [callee: string]: Habit } = {
  'Date.now': 'clock',
  Date: 'clock',
  'performance.now': 'clock',
  'process.hrtime': 'clock',
  'process.hrtime.bigint': 'clock',
  'Temporal.Now.instant': 'clock',
  'Temporal.Now.plainDateISO': 'clock',
  'Temporal.Now.zonedDateTimeISO': 'clock',
  'Math.random': 'chance',
}
const chancy = /^(crypto\.)?(random(UUID|Bytes|Int|Fill|FillSync)|getRandomValues|webcrypto\.getRandomValues)$/
const localed = /\.(localeCompare|toLocaleLowerCase|toLocaleUpperCase|toLocaleString)$|^Intl\.Collator$/

const ofCallee = (callee: string): Habit | undefined => {
  const bare = callee.replace(/^globalThis\./, '').replaceAll('?.', '.')
  if (chancy.test(bare)) return 'chance'
  if (localed.test(bare)) return 'locale'
  return Object.hasOwn(calls, bare) ? calls[bare] : undefined
}

const importsWholeZod = (node: ts.ImportDeclaration): boolean =>
  ts.isStringLiteral(node.moduleSpecifier) &&
  /^zod(\/v4)?$/.test(node.moduleSpecifier.text) &&
  node.importClause?.namedBindings !== undefined &&
  ts.isNamedImports(node.importClause.namedBindings) &&
  node.importClause.namedBindings.elements.some(({ name, propertyName }) => (propertyName ?? name).text === 'z')

const habitOf = (node: ts.Node, source: ts.SourceFile): Habit | undefined => {
  if (ts.isPropertyAccessExpression(node) && node.getText(source) === 'process.env') return 'environment'
  if (ts.isCallExpression(node)) return ofCallee(node.expression.getText(source))
  if (ts.isNewExpression(node)) {
    const made = node.expression.getText(source)
    if (made === 'Date' && (node.arguments ?? []).length === 0) return 'clock'
    return made === 'Intl.Collator' ? 'locale' : undefined
  }
  return ts.isImportDeclaration(node) && importsWholeZod(node) ? 'whole-zod' : undefined
}

/** Parsing is slow, so files without any of these words are skipped: they cannot have a finding. */
const suspicious = /Date|Temporal|performance|process|hrtime|[rR]andom|[lL]ocale|Collator|\bz\b[^']*'zod/

/** All findings of a file, in order. */
export const habitsIn = (path: string, text: string): readonly Finding[] => {
  if (!suspicious.test(text)) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const findings: Finding[] = []
  const visit = (node: ts.Node): void => {
    const habit = habitOf(node, source)
    if (habit !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      findings.push({ habit, line, text: node.getText(source).slice(0, 80) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return findings
}
