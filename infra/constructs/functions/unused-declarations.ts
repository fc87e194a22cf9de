// A function bundles only the declarations that it uses. A room declares many operations and schemas in one file, each by a
// call, and a bundler must keep calls that may have effects. This plugin marks them as pure: a declaration has no effect but
// its value.
import { globSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { parseSync, type Statement } from 'oxc-parser'

const ours = /[\\/](shared|events|functions)[\\/].*\.ts$/
/** The schemas of an AWS client: it declares those of every operation of the service. */
const shapes = /[\\/]client-[a-z0-9]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/

type Edit = { readonly start: number; readonly end: number; readonly text: string }

/** `const a = f(b)` becomes `const a = (() => (f(b)))()`, marked as pure; minifying removes the wrapper. */
const wrapped = (statement: Statement, text: string): Edit[] => {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declared?.type !== 'VariableDeclaration' || declared.declare) return []
  return declared.declarations.flatMap(({ id, init }) =>
    // Bundlers already drop unused functions.
    id.type !== 'Identifier' || init === null || init.type === 'ArrowFunctionExpression' || init.type === 'Literal'
      ? []
      : [
          {
            start: init.start,
            end: init.end,
            text: `/* @__PURE__ */ (() => (${text.slice(init.start, init.end)}))()`,
          },
        ],
  )
}

/** A client registers a class for each error of its service. Removes those that our code does not name. */
const unregistered = (statement: Statement, named: ReadonlySet<string>): Edit[] => {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return []
  const { callee, arguments: given } = statement.expression
  const [, error] = given
  return callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'registerError' &&
    // The service's base class, which replaces all others, is registered with another registry.
    callee.object.type === 'Identifier' &&
    callee.object.name === 'n0_registry' &&
    error?.type === 'Identifier' &&
    !named.has(error.name)
    ? [{ start: statement.start, end: statement.end, text: '' }]
    : []
}

/** The same module, with unused declarations removable by a bundler. `named` are the errors that our code names. */
export const markPure = (path: string, text: string, named?: ReadonlySet<string>): string => {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`)
  const edits = program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration'
      ? []
      : [...wrapped(statement, text), ...(named === undefined ? [] : unregistered(statement, named))],
  )
  let [done, result] = [0, '']
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return result + text.slice(done)
}

const importOfClient = /import\s*\{([^}]*)\}\s*from\s*'@aws-sdk\/client-/g

/** Everything that our code imports from a client, including the errors that it recognizes by class. */
const importedFromClients = (root: string): ReadonlySet<string> =>
  new Set(
    globSync('{shared,functions}/**/*.ts', { cwd: root })
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(importOfClient)])
      .flatMap(([, names = '']) => names.split(',').map((name) => name.trim().replace(/^type /, ''))),
  )

/** Lets esbuild drop unused declarations. */
export const unusedDeclarations = (root: string): Plugin => ({
  name: 'unused-declarations',
  setup: (build) => {
    const named = importedFromClients(root)
    build.onLoad({ filter: ours }, async ({ path }) => ({
      contents: markPure(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }))
    build.onLoad({ filter: shapes }, async ({ path }) => ({
      contents: markPure(path, await readFile(path, 'utf8'), named),
      loader: 'js',
    }))
  },
})
