import { describe, expect, it } from 'vitest'
import { projectionOf } from '../../../shared/table/read.ts'

describe('the projection of a list', () => {
  it('the projection of a list names the key, and each part of a path once', () => {
    expect(projectionOf(['title', 'rules.small', 'rules.large'])).toEqual({
      ProjectionExpression: '#a0, #a1, #a2, #a3.#a4, #a3.#a5',
      ExpressionAttributeNames: {
        '#a0': 'pk',
        '#a1': 'sk',
        '#a2': 'title',
        '#a3': 'rules',
        '#a4': 'small',
        '#a5': 'large',
      },
    })
  })

  it('the projection of a list is made once, however often the list is read', () => {
    const attributes = ['title', 'status']
    expect(projectionOf(attributes)).toBe(projectionOf(attributes))
  })
})
