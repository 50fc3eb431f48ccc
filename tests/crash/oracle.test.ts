import { describe, expect, it } from 'vitest'
import { judge, type Observation, type Settlement, type Truth } from './oracle.js'

const price = { inputPerMillion: '1000', outputPerMillion: '1000' }
const EXACT = 3_000_000n
const truth: Truth = { ref: 'a', tokens: { prompt: 1, completion: 2 }, isStreamed: false, chunksSent: 0 }
const finished: Observation = { ref: 'a', isForwarded: true, sawTerminal: true }
const cut: Observation = { ref: 'a', isForwarded: true, sawTerminal: false }
const silent: Observation = { ref: 'a', isForwarded: false, sawTerminal: false }
const settled = (amountNanos: bigint, more: Partial<Settlement> = {}): Settlement => ({
  requestId: 'r',
  clientRef: 'a',
  debitCount: 1,
  amountNanos,
  reservedNanos: EXACT * 2n,
  ...more,
})
const kindsOf = (observation: Observation, settlements: Settlement[], truths: Truth[] = [truth]) =>
  judge({ observations: [observation], truths, settlements, price }).map(({ kind }) => kind)

describe('the oracle', () => {
  it.each<[string, Observation, Settlement[], string[]]>([
    ['finished and exact', finished, [settled(EXACT)], []],
    ['finished and not debited', finished, [], ['missing']],
    ['finished and one nano off', finished, [settled(EXACT - 1n)], ['wrong']],
    ['finished and debited twice', finished, [settled(EXACT), settled(EXACT, { requestId: 's' })], ['twice']],
    ['finished with two legs', finished, [settled(EXACT, { debitCount: 2 })], ['twice']],
    ['cut and within the reservation', cut, [settled(EXACT * 2n)], []],
    ['cut and above the reservation', cut, [settled(EXACT * 2n + 1n)], ['wrong']],
    ['cut and not debited', cut, [], ['missing']],
    ['cut and credited', cut, [settled(-1n)], ['wrong']],
    ['silent and not debited', silent, [], []],
    ['silent and debited 0', silent, [settled(0n)], []],
    ['silent and exact', silent, [settled(EXACT)], []],
    ['silent and something else', silent, [settled(1n)], ['wrong']],
  ])('%s', (_name, observation, settlements, kinds) => {
    expect(kindsOf(observation, settlements)).toEqual(kinds)
  })

  it('knows debits that nobody caused', () => {
    expect(kindsOf(silent, [settled(1n, { clientRef: 'b' })])).toEqual(['unsound'])
    expect(kindsOf(silent, [settled(1n)], [])).toEqual(['unsound'])
  })
})
