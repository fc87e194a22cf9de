// The intrinsic functions of CloudFormation. An unsupported function is an error that names it.
import { isObject, type JsonObject, member } from '../json.ts'

export type Scope = {
  /** `Ref`: a pseudo parameter, a parameter or a resource. */
  ref(name: string): unknown
  getAtt(resource: string, attribute: string): unknown
  importValue(name: string): unknown
  condition(name: string): boolean
  mapping(map: string, first: string, second: string): unknown
}

/** Stands for `AWS::NoValue`: the property is left out. */
export const noValue = Symbol('AWS::NoValue')

const list = (value: unknown, name: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`${name} needs a list`)
  return value
}

const substitute = (argument: unknown, scope: Scope): string => {
  const [template, own] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, {}]
  const variables = resolve(own, scope)
  return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, isLiteral: string, name: string) => {
    if (isLiteral) return `\${${name}}`
    const given = member(variables, name)
    if (given !== undefined) return String(given)
    const dot = name.indexOf('.')
    return String(dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1)))
  })
}

const getAtt = (argument: unknown, scope: Scope) => {
  const [resource, attribute] = typeof argument === 'string' ? argument.split(/\.(.*)/s) : list(argument, 'Fn::GetAtt')
  return scope.getAtt(String(resource), String(resolve(attribute, scope)))
}

const functions: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
  Ref: (argument, scope) => scope.ref(String(argument)),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::ImportValue': (argument, scope) => scope.importValue(String(resolve(argument, scope))),
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolve(argument, scope))).toString('base64'),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 'Fn::Join')
    return list(resolve(parts, scope), 'Fn::Join').map(String).join(String(separator))
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list(argument, 'Fn::Split')
    return String(resolve(text, scope)).split(String(separator))
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list(argument, 'Fn::Select')
    return member(resolve(from, scope), Number(resolve(index, scope)))
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(resolve(argument, scope), 'Fn::FindInMap').map(String)
    return scope.mapping(map ?? '', first ?? '', second ?? '')
  },
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = list(argument, 'Fn::If')
    return resolve(scope.condition(String(name)) ? whenTrue : whenFalse, scope)
  },
  'Fn::Equals': (argument, scope) => {
    const [a, b] = list(resolve(argument, scope), 'Fn::Equals')
    return JSON.stringify(a) === JSON.stringify(b)
  },
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((part) => resolve(part, scope) === true),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((part) => resolve(part, scope) === true),
  'Fn::Not': (argument, scope) => !list(argument, 'Fn::Not').every((part) => resolve(part, scope) === true),
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
  Condition: (argument, scope) => scope.condition(String(argument)),
}

const intrinsicOf = (value: JsonObject): string | undefined => {
  const [name, ...others] = Object.keys(value)
  if (name === undefined || others.length > 0) return undefined
  // `Condition` in an IAM statement is not an intrinsic: it is an object beside other keys.
  if (name === 'Condition') return typeof value[name] === 'string' ? name : undefined
  return name === 'Ref' || name.startsWith('Fn::') ? name : undefined
}

/** The value with every intrinsic function replaced by its result. */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((part) => resolve(part, scope)).filter((part) => part !== noValue)
  if (!isObject(value)) return value
  const name = intrinsicOf(value)
  if (name !== undefined) {
    const run = functions[name]
    if (!run) throw new Error(`The intrinsic function ${name} is not supported by the local runner.`)
    return run(value[name], scope)
  }
  const resolved: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value)) {
    const result = resolve(part, scope)
    if (result !== noValue) resolved[key] = result
  }
  return resolved
}
