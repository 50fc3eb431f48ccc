/** What happened to one account, oldest first; amounts are nanos, 0 or more. */
export type LotMovement =
  /** Money came in: a lot of its own. */
  | { type: 'credit'; lotId: string; nanos: bigint; expiresAtMs: number | null }
  /** Money went out: taken from the lots that end earliest. */
  | { type: 'debit'; nanos: bigint }
  /** The rest of a lot, or a part of it, was taken back. */
  | { type: 'expire'; lotId: string; nanos: bigint }

interface Lot {
  lotId: string
  expiresAtMs: number | null
  restNanos: bigint
}

export interface RestOfLots {
  /** Of each lot that was ever credited. */
  restNanosByLot: ReadonlyMap<string, bigint>
  /** Spent beyond all lots: what comes in next pays for it first. */
  deficitNanos: bigint
}

/**
 * What is left of each lot, earliest end first: a debit takes from the lot that ends earliest, of several from the oldest,
 * and those without an end come last. The rests less the deficit are the balance. Merging or splitting debits that stand
 * side by side changes nothing.
 */
export function restOfLots(movements: readonly LotMovement[]): RestOfLots {
  const lots = new Map<string, Lot>()
  /** Lots with something left, in the order of use. */
  const open: Lot[] = []
  let deficitNanos = 0n
  for (const movement of movements) {
    switch (movement.type) {
      case 'credit': {
        const { lotId, expiresAtMs, nanos } = movement
        const lot = { lotId, expiresAtMs, restNanos: nanos }
        lots.set(lotId, lot)
        const paid = take(lot, deficitNanos)
        deficitNanos -= paid
        if (lot.restNanos > 0n) insert(open, lot)
        break
      }
      case 'debit':
        deficitNanos += spend(open, movement.nanos)
        break
      case 'expire': {
        const lot = lots.get(movement.lotId)
        const taken = lot === undefined ? 0n : take(lot, movement.nanos)
        deficitNanos += spend(open, movement.nanos - taken)
        break
      }
      default:
        throw new Error(`unknown movement ${JSON.stringify(movement satisfies never)}`)
    }
  }
  return { restNanosByLot: new Map([...lots].map(([id, { restNanos }]) => [id, restNanos])), deficitNanos }
}

/** @returns what no lot could pay */
function spend(open: Lot[], nanos: bigint): bigint {
  let left = nanos
  for (let lot = open[0]; lot !== undefined && (left > 0n || lot.restNanos === 0n); lot = open[0]) {
    left -= take(lot, left)
    if (lot.restNanos === 0n) open.shift()
  }
  return left
}

function take(lot: Lot, nanos: bigint): bigint {
  const taken = nanos < lot.restNanos ? nanos : lot.restNanos
  lot.restNanos -= taken
  return taken
}

function insert(open: Lot[], lot: Lot): void {
  const at = open.findIndex((other) => endOf(other) > endOf(lot))
  open.splice(at === -1 ? open.length : at, 0, lot)
}

const endOf = ({ expiresAtMs }: Lot): number => expiresAtMs ?? Number.POSITIVE_INFINITY
