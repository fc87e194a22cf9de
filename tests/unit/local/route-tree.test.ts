import { describe, expect, it } from 'vitest'
import { routeTree } from '../../../local/emulator/gateway/route-tree.ts'

const tree = () => {
  const routes = routeTree<string>()
  for (const key of [
    'GET /wards',
    'GET /wards/{wardCode}',
    'GET /wards/special',
    'ANY /wards/special',
    'GET /wards/{wardCode}/rules',
    'POST /polls/{id}/_close',
    'GET /files/{proxy+}',
    'ANY /files/fixed',
  ])
    routes.add(key, key)
  return routes
}
const target = (method: string, path: string) => tree().match(method, path)?.target

describe('route matching', () => {
  it('route matching accepts no trailing slash and no empty parameter', () => {
    expect(target('GET', '/wards/')).toBeUndefined()
    expect(target('GET', '/wards//rules')).toBeUndefined()
  })

  it('route matching finds no route of another method', () => {
    expect(target('DELETE', '/wards')).toBeUndefined()
    expect(tree().methodsAt('/wards')).toEqual(['GET'])
  })

  it('route matching prefers a literal to a parameter, and a method to ANY', () => {
    expect(target('GET', '/wards/special')).toBe('GET /wards/special')
    expect(target('PUT', '/wards/special')).toBe('ANY /wards/special')
    expect(target('GET', '/wards/heijplaat')).toBe('GET /wards/{wardCode}')
  })

  it('route matching falls back to the parameter if the literal leads nowhere', () => {
    expect(tree().match('GET', '/wards/special/rules')).toEqual({
      target: 'GET /wards/{wardCode}/rules',
      parameters: { wardCode: 'special' },
    })
  })

  it('route matching decodes parameters after it has split the path', () => {
    expect(tree().match('GET', '/wards/a%2Fb')?.parameters).toEqual({ wardCode: 'a/b' })
    expect(tree().match('GET', '/wards/%zz')?.parameters).toEqual({ wardCode: '%zz' })
  })

  it('route matching uses the greedy route only if nothing matches exactly', () => {
    expect(target('GET', '/files/fixed')).toBe('ANY /files/fixed')
    expect(tree().match('GET', '/files/a/b')?.parameters).toEqual({ proxy: 'a/b' })
  })

  it('route matching falls back to $default if there is one', () => {
    const routes = tree()
    routes.add('$default', 'fallback')
    expect(routes.match('GET', '/elsewhere')?.target).toBe('fallback')
  })

  it('route matching refuses two routes with the same key', () => {
    const routes = tree()
    expect(() => routes.add('GET /wards', 'again')).toThrow('GET /wards')
  })
})
