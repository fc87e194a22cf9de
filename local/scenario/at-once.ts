/** Does something for each item, so many at a time; the first failure ends it. */
export const atOnce = async <Item, Done>(
  items: readonly Item[],
  width: number,
  act: (item: Item, index: number) => Promise<Done>,
): Promise<Done[]> => {
  const done: Done[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index]
      if (item !== undefined) done[index] = await act(item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  return done
}
