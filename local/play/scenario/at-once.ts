/** Runs a task for each item, up to a number in parallel, and fails with the first failure. Returns the results in order. */
export const atOnce = async <Item, Done>(
  items: readonly Item[],
  width: number,
  act: (item: Item, index: number) => Promise<Done>,
): Promise<Done[]> => {
  const done: Done[] = []
  const queue = items.entries()
  const lane = async () => {
    for (const [index, item] of queue) done[index] = await act(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  return done
}
