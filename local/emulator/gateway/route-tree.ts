// Route matching as API Gateway's HTTP APIs do it: full match first, then greedy ({proxy+}), then $default.

export type Match<Target> = {
  readonly target: Target
  /** Decoded. */
  readonly parameters: Readonly<Record<string, string>>
}

export type RouteTree<Target> = {
  /** Adds a route key: `GET /wards/{wardCode}`, `ANY /files/{proxy+}` or `$default`. Throws if the key exists already. */
  add(routeKey: string, target: Target): void
  /** `path` begins with a slash and is still percent-encoded. A trailing slash is an empty segment, which matches nothing. */
  match(method: string, path: string): Match<Target> | undefined
  /** The methods of a path's routes; empty for an unknown path. */
  methodsAt(path: string): readonly string[]
}

type Leaf<Target> = { readonly names: readonly string[]; readonly target: Target }

type Node<Target> = {
  readonly literal: Map<string, Node<Target>>
  parameter: Node<Target> | undefined
  /** By method. */
  readonly here: Map<string, Leaf<Target>>
  readonly greedy: Map<string, Leaf<Target>>
}

const node = <Target>(): Node<Target> => ({
  literal: new Map(),
  parameter: undefined,
  here: new Map(),
  greedy: new Map(),
})

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

type Found<Target> = { readonly leaf: Leaf<Target>; readonly values: readonly string[] }

const pick = <Target>(leaves: Map<string, Leaf<Target>>, method: string) => leaves.get(method) ?? leaves.get('ANY')

const full = <Target>(
  at: Node<Target>,
  segments: readonly string[],
  index: number,
  values: readonly string[],
  method: string,
): Found<Target> | undefined => {
  const segment = segments[index]
  if (segment === undefined) {
    const leaf = pick(at.here, method)
    return leaf && { leaf, values }
  }
  const literal = at.literal.get(segment)
  const found = literal && full(literal, segments, index + 1, values, method)
  if (found) return found
  return segment !== '' && at.parameter
    ? full(at.parameter, segments, index + 1, [...values, decode(segment)], method)
    : undefined
}

const greedy = <Target>(
  at: Node<Target>,
  segments: readonly string[],
  index: number,
  values: readonly string[],
  method: string,
): Found<Target> | undefined => {
  const segment = segments[index]
  if (segment === undefined) return undefined
  const literal = at.literal.get(segment)
  const deeper =
    (literal && greedy(literal, segments, index + 1, values, method)) ??
    (segment !== '' && at.parameter
      ? greedy(at.parameter, segments, index + 1, [...values, decode(segment)], method)
      : undefined)
  if (deeper) return deeper
  const leaf = pick(at.greedy, method)
  return leaf && { leaf, values: [...values, segments.slice(index).map(decode).join('/')] }
}

const put = <Target>(leaves: Map<string, Leaf<Target>>, method: string, leaf: Leaf<Target>, routeKey: string) => {
  if (leaves.has(method)) throw new Error(`Two routes have the key ${routeKey}.`)
  leaves.set(method, leaf)
}

/** An empty tree. */
export const routeTree = <Target>(): RouteTree<Target> => {
  const root = node<Target>()
  let fallback: Target | undefined

  const add = (routeKey: string, target: Target) => {
    if (routeKey === '$default') {
      fallback = target
      return
    }
    const [method = '', path = ''] = routeKey.split(' ')
    const names: string[] = []
    let at = root
    for (const segment of path.split('/').slice(1)) {
      const name = /^\{(.+?)(\+?)\}$/.exec(segment)
      if (!name) {
        const next = at.literal.get(segment) ?? node<Target>()
        at.literal.set(segment, next)
        at = next
        continue
      }
      names.push(name[1] ?? '')
      if (name[2] === '+') {
        put(at.greedy, method, { names, target }, routeKey)
        return
      }
      at.parameter ??= node<Target>()
      at = at.parameter
    }
    put(at.here, method, { names, target }, routeKey)
  }

  const match = (method: string, path: string): Match<Target> | undefined => {
    const segments = path.split('/').slice(1)
    const found = full(root, segments, 0, [], method) ?? greedy(root, segments, 0, [], method)
    if (!found) return fallback === undefined ? undefined : { target: fallback, parameters: {} }
    const { leaf, values } = found
    const parameters: Record<string, string> = {}
    for (const [index, name] of leaf.names.entries()) parameters[name] = values[index] ?? ''
    return { target: leaf.target, parameters }
  }

  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
  return {
    add,
    match,
    methodsAt: (path) => {
      const segments = path.split('/').slice(1)
      return methods.filter((name) => full(root, segments, 0, [], name) ?? greedy(root, segments, 0, [], name))
    },
  }
}
