/** What a failure of a batch means: split it, or give all of it this outcome, or it is no business of the batch. */
export type OnFailure<Outcome> = (error: unknown) => { type: 'split'; single: Outcome } | { type: 'throw' }

/**
 * Works on the whole batch; where that fails because of something in it, on its halves, down to the single item that is
 * to blame: `2 log₂ n` further tries for one bad item.
 * @returns one outcome an item, in order
 * @throws what `work` throws where `onFailure` says so; items of earlier halves may be done by then
 */
export async function bisectBatch<Item, Outcome>(
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  onFailure: OnFailure<Outcome>,
): Promise<Outcome[]> {
  if (items.length === 0) return []
  try {
    return [...(await work(items))]
  } catch (error) {
    const decision = onFailure(error)
    if (decision.type === 'throw') throw error
    if (items.length === 1) return [decision.single]
  }
  const middle = items.length >> 1
  const left = await bisectBatch(items.slice(0, middle), work, onFailure)
  return [...left, ...(await bisectBatch(items.slice(middle), work, onFailure))]
}
