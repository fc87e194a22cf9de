// Input templates of rules and pipes: `<…>` is replaced by a value of the event.
import { member, parseJson } from '../json.ts'

/** Reads `$.detail.list[0].name`; `undefined` if there is no value. */
export const readPath = (path: string, event: unknown): unknown =>
  [...path.slice(1).matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)].reduce<unknown>(
    (value, [, name, index, quoted]) => member(value, name ?? quoted ?? Number(index)),
    event,
  )

/**
 * Fills a template. Inside quotes a text is escaped; outside of them it is inserted unchanged, so that a text that is JSON
 * becomes JSON (pipes), and objects are written as JSON. A missing value becomes an empty text or `null`.
 */
export const fillTemplate = (template: string, lookUp: (name: string) => unknown, quoteTexts: boolean): string => {
  let isInside = false
  return template.replace(/\\.|"|<([^<>\s]+)>/g, (whole, name: string | undefined) => {
    if (whole === '"') isInside = !isInside
    if (name === undefined) return whole
    const value = lookUp(name)
    if (isInside) {
      const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
      return JSON.stringify(text).slice(1, -1)
    }
    if (typeof value === 'string' && !quoteTexts) return value
    return JSON.stringify(value ?? null)
  })
}

/** The input of a target: JSON as it is, any other text as a JSON string. */
export const asJson = (text: string): string => {
  try {
    parseJson(text)
    return text
  } catch {
    return JSON.stringify(text)
  }
}
