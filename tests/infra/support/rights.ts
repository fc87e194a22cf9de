// The rights in the roles of the templates, as IAM would evaluate them: a small evaluator that shares no code with infra.
import type { Resource, Synthesized } from './synthesized.ts'
import { at, listOf } from './synthesized.ts'

export type Statement = {
  readonly effect: string
  readonly action: string
  readonly resource: string
  readonly condition: unknown
}

/** One statement for each action and resource, so that statements can be compared one by one. */
export const statementsOf = (synthesized: Synthesized, role: Resource): readonly Statement[] =>
  listOf(role.properties.Policies).flatMap((policy) =>
    statementsOfDocument(synthesized, role.stack, at(policy, 'PolicyDocument')),
  )

export const statementsOfDocument = (
  synthesized: Synthesized,
  stack: string,
  document: unknown,
): readonly Statement[] =>
  listOf(at(document, 'Statement')).flatMap((statement) =>
    listOf(at(statement, 'Action')).flatMap((action) =>
      listOf(at(statement, 'Resource')).map((resource) => ({
        effect: String(at(statement, 'Effect')),
        action: String(action),
        resource: synthesized.text(stack, resource),
        condition: at(statement, 'Condition'),
      })),
    ),
  )

/** StringLike: `*` is any text, `?` one character. */
export const isLike = (text: string, pattern: string): boolean =>
  new RegExp(
    `^${[...pattern]
      .map((sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : sign.replace(/[\\^$.|+()[\]{}]/, '\\$&')))
      .join('')}$`,
    's',
  ).test(text)

/** Whether one of these statements allows the action on an item with this partition key. */
export const mayReach = (
  statements: readonly Statement[],
  action: string,
  resource: string,
  partitionKey: string,
): boolean =>
  statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      isLike(action, statement.action) &&
      isLike(resource, statement.resource) &&
      listOf(at(statement.condition, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys')).some((pattern) =>
        isLike(partitionKey, String(pattern)),
      ),
  )
