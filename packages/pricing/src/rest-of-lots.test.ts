import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LotMovement, restOfLots } from './rest-of-lots.js'

const credit = (lotId: string, nanos: bigint, expiresAtMs: number | null = null): LotMovement => ({
  type: 'credit',
  lotId,
  nanos,
  expiresAtMs,
})
const debit = (nanos: bigint): LotMovement => ({ type: 'debit', nanos })
const expire = (lotId: string, nanos: bigint): LotMovement => ({ type: 'expire', lotId, nanos })
const restsOf = (...movements: LotMovement[]) => Object.fromEntries(restOfLots(movements).restNanosByLot)

describe('restOfLots', () => {
  it('uses the lot that ends first, and those without an end last', () =>
    expect(restsOf(credit('never', 5n), credit('late', 5n, 9), credit('soon', 5n, 3), debit(7n))).toEqual({
      never: 5n,
      late: 3n,
      soon: 0n,
    }))

  it('what was spent before a lot came is not taken from it, even if it ends earlier', () =>
    expect(restsOf(credit('a', 10n, 9), debit(10n), credit('b', 10n, 7))).toEqual({ a: 0n, b: 10n }))

  it('of lots with the same end the older one is used first', () =>
    expect(restsOf(credit('a', 5n, 3), credit('b', 5n, 3), debit(6n))).toEqual({ a: 0n, b: 4n }))

  it('what was spent beyond all lots is paid by the next one', () =>
    expect(restOfLots([credit('a', 5n), debit(8n), credit('b', 10n)])).toEqual({
      restNanosByLot: new Map([
        ['a', 0n],
        ['b', 7n],
      ]),
      deficitNanos: 0n,
    }))

  it('an expiry takes from its own lot', () =>
    expect(restsOf(credit('a', 5n, 3), credit('b', 5n, 2), expire('a', 4n))).toEqual({ a: 1n, b: 5n }))

  it('is what coins in a row would be, for any history', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const found = restOfLots(history)
        const coins = playCoins(history)
        expect([...found.restNanosByLot]).toEqual([...coins.restByLot])
        expect(found.deficitNanos).toBe(coins.deficit)
      }),
    )
  })

  it('rests less the deficit are the balance; there is no deficit beside a rest', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { restNanosByLot, deficitNanos } = restOfLots(history)
        const rests = [...restNanosByLot.values()].reduce((sum, rest) => sum + rest, 0n)
        const balance = history.reduce((sum, { type, nanos }) => sum + (type === 'credit' ? nanos : -nanos), 0n)
        expect(rests - deficitNanos).toBe(balance)
        expect(rests === 0n || deficitNanos === 0n).toBe(true)
      }),
    )
  })

  it('does not care how debits that stand side by side are merged', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const single = history.flatMap((movement) =>
          movement.type === 'debit' ? Array.from({ length: Number(movement.nanos) }, () => debit(1n)) : [movement],
        )
        expect(restOfLots(single)).toEqual(restOfLots(history))
      }),
    )
  })
})

const step = fc.oneof(
  fc.record({ type: fc.constant('credit' as const), nanos: fc.nat(20), end: fc.option(fc.nat(4)) }),
  fc.record({ type: fc.constant('debit' as const), nanos: fc.nat(20) }),
  fc.record({ type: fc.constant('expire' as const), nanos: fc.nat(10), index: fc.nat(10) }),
)
/** Expiries name lots that exist. */
const histories: fc.Arbitrary<LotMovement[]> = fc.array(step, { maxLength: 14 }).map((steps) => {
  let lots = 0
  return steps.flatMap((one): LotMovement[] => {
    const nanos = BigInt(one.nanos)
    if (one.type === 'credit') return [credit(`lot ${lots++}`, nanos, one.end)]
    if (one.type === 'debit') return [debit(nanos)]
    return lots === 0 ? [] : [expire(`lot ${one.index % lots}`, nanos)]
  })
})

/** The same with single coins: slow, and obviously right. */
function playCoins(history: readonly LotMovement[]) {
  const ends = new Map<string, { end: number; order: number }>()
  let coins: string[] = []
  let deficit = 0n
  const drop = (lotId: string | undefined) => {
    const at = lotId === undefined ? -1 : coins.indexOf(lotId)
    coins = coins.filter((_, index) => index !== at)
  }
  const first = () => {
    const rank = (id: string) => ends.get(id) ?? { end: 0, order: 0 }
    return [...new Set(coins)].sort((a, b) => rank(a).end - rank(b).end || rank(a).order - rank(b).order)[0]
  }
  for (const movement of history) {
    if (movement.type === 'credit') {
      ends.set(movement.lotId, { end: movement.expiresAtMs ?? 1_000, order: ends.size })
    }
    for (let coin = 0n; coin < movement.nanos; coin++) {
      if (movement.type === 'credit') {
        if (deficit > 0n) deficit--
        else coins.push(movement.lotId)
      } else if (movement.type === 'expire' && coins.includes(movement.lotId)) drop(movement.lotId)
      else if (coins.length > 0) drop(first())
      else deficit++
    }
  }
  const restByLot = new Map([...ends.keys()].map((id) => [id, BigInt(coins.filter((coin) => coin === id).length)]))
  return { restByLot, deficit }
}
