export interface StreamUse {
  bytes: number
  maxBytes: number
  firstSeq: number
  /** Everything up to here is acked and stored as settled. */
  ackFloorSeq: number
}

/**
 * A full USAGE refuses the gateways' events, so settled ones make room as soon as half of it is used. Never above the ack
 * floor: what is there is not in the ledger yet.
 * @returns the first sequence to keep; `undefined`: nothing to purge
 */
export function planPurge({ bytes, maxBytes, firstSeq, ackFloorSeq }: StreamUse): number | undefined {
  return bytes * 2 >= maxBytes && ackFloorSeq >= firstSeq ? ackFloorSeq + 1 : undefined
}

/**
 * The first settled sequence that is younger than the retention, by bisection over messages in order of time.
 * @param isOld whether the message is older than the retention; `undefined` where it is gone, which counts as old
 * @returns the first sequence to keep; `undefined`: none is old
 */
export async function findFirstYoung(
  { firstSeq, ackFloorSeq }: Pick<StreamUse, 'firstSeq' | 'ackFloorSeq'>,
  isOld: (seq: number) => Promise<boolean | undefined>,
): Promise<number | undefined> {
  let low = firstSeq
  let high = ackFloorSeq + 1
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    if ((await isOld(middle)) ?? true) low = middle + 1
    else high = middle
  }
  return low > firstSeq ? low : undefined
}
