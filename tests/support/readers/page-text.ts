// The text of a page, read by a parser that follows the HTML standard.
import type { DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : [])
const textOf = (node: Node): string => ('value' in node ? node.value : childrenOf(node).map(textOf).join(''))

/** All elements, in the order of the page. */
export const elementsIn = (node: Node): readonly Element[] =>
  childrenOf(node).flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : elementsIn(child)))

export const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value

/** The texts of a page. */
export const textsIn = (page: Node) => {
  const all = elementsIn(page)
  const named = (...names: readonly string[]) => all.filter(({ tagName }) => names.includes(tagName))
  return {
    all,
    named,
    textOf,
    /** The whole text of the body. */
    text: named('body').map(textOf).join(''),
    /** The cells of each row of each table. */
    rows: () =>
      named('tr').map((row) =>
        elementsIn(row)
          .filter(({ tagName }) => tagName === 'td' || tagName === 'th')
          .map(textOf),
      ),
  }
}
