import { describe, expect, it } from 'vitest'
import { type CallPlan, drawCall, exactNanos, reservedNanos, scriptOf } from './call-plan.js'
import type { Observation, Settlement, Truth } from './observation.js'
import { judge } from './oracle.js'
import { seededRandom } from './seeded-random.js'

const plan: CallPlan = {
  wire: 'openai-chat',
  upstream: 'chat',
  isStreamed: false,
  tokens: { prompt: 1_000, completion: 10 },
  delayMs: 1,
  turn: 'answers',
}
const EXACT = exactNanos(plan)
const RESERVED = EXACT * 2n
const observation = (more: Partial<Observation> = {}): Observation => ({
  ref: 'a',
  accountId: 'payer',
  purse: 'rich',
  key: 'k',
  plan,
  reservedNanos: RESERVED,
  startedAtMs: 0,
  gatewayIndex: 0,
  requestId: 'r',
  status: 200,
  hasLeft: false,
  sawTerminal: true,
  pieceCount: 10,
  ...more,
})
const cut = observation({ plan: { ...plan, isStreamed: true }, sawTerminal: false, pieceCount: 3 })
const silent = (() => {
  const { requestId: _id, status: _status, ...rest } = observation({ sawTerminal: false, pieceCount: 0 })
  return rest
})()
const truth = (more: Partial<Truth> = {}): Truth => ({
  requestId: 'r',
  ref: 'a',
  isStreamed: false,
  chunksSent: 0,
  bytesSent: 0,
  ...more,
})
const streamed = truth({ isStreamed: true, chunksSent: 10, bytesSent: 900 })
const settled = (outputTokens: number, more: Partial<Settlement> = {}): Settlement => {
  const amountNanos = (1_000n * 3_000_000_000n + BigInt(outputTokens) * 7_000_000_000n) / 1_000_000n
  const quantities = { inputTokens: 1_000, outputTokens }
  return {
    txnId: 't',
    requestId: 'r',
    accountId: 'payer',
    amountNanos,
    status: 'completed',
    provenance: 'reported',
    quantities,
    ...more,
  }
}
const nothing = settled(0, { amountNanos: 0n, provenance: 'void' })
const tooMuch = settled(100_000)
const kindsOf = (one: Observation, truths: Truth[], settlements: Settlement[]) =>
  judge({ observations: [one], truths, settlements }).map(({ invariant, kind }) => `${invariant} ${kind}`)

describe('the oracle', () => {
  it.each<[string, Observation, Truth[], Settlement[], string[]]>([
    ['finished and exact', observation(), [truth()], [settled(10)], []],
    ['finished and not debited', observation(), [truth()], [], ['L4 lost']],
    ['finished, one token off', observation(), [truth()], [settled(9)], ['L4 wrong']],
    [
      'finished, its amount not what its quantities make',
      observation(),
      [truth()],
      [settled(10, { amountNanos: 1n })],
      ['L9 wrong'],
    ],
    ['finished and debited twice', observation(), [truth()], [settled(10), settled(10)], ['L3 twice']],
    ['finished, another paid', observation(), [truth()], [settled(10, { accountId: 'b' })], ['L5 unsound']],
    ['a cut stream, less', cut, [streamed], [settled(3)], []],
    ['a cut stream, all of it', cut, [streamed], [settled(10)], []],
    ['a cut stream for nothing, though its caller has read some', cut, [streamed], [nothing], ['L4 wrong']],
    ['a cut stream above its reservation', cut, [streamed], [tooMuch], ['L4 wrong']],
    ['a cut stream and no debit', cut, [streamed], [], ['L4 lost']],
    ['silent and not debited, though sent', silent, [truth()], [], ['L4 lost']],
    ['silent, debited 0', silent, [truth()], [nothing], []],
    ['silent, exact', silent, [truth()], [settled(10)], []],
    ['silent, something else', silent, [truth()], [settled(5)], ['L4 wrong']],
    ['silent, its stream had begun', silent, [truth({ isStreamed: true, bytesSent: 90 })], [settled(5)], []],
    ['silent, its stream had not begun', silent, [truth({ isStreamed: true })], [settled(5)], ['L4 wrong']],
    ['silent and never sent', silent, [], [], []],
    ['debited and never sent', silent, [], [settled(10)], ['L5 unsound']],
    ['void and never sent', silent, [], [nothing], []],
    [
      'refused, and sent',
      observation({ status: 402, purse: 'poor' }),
      [truth()],
      [nothing],
      ['L5 unsound', 'L4 wrong'],
    ],
    ['rich and refused', observation({ status: 402, sawTerminal: false }), [], [], ['L5 unsound']],
    ['poor and refused', observation({ status: 402, purse: 'poor', sawTerminal: false }), [], [], []],
    ['told that it came too late', observation({ status: 408, sawTerminal: false }), [], [], []],
    ['told that it came too late, and sent', observation({ status: 408 }), [truth()], [settled(10)], ['L5 unsound']],
    ['told that the key is bad', observation({ status: 401, sawTerminal: false }), [], [], ['L5 unsound']],
    ['without money and sent', observation({ purse: 'empty' }), [truth()], [settled(10)], ['L5 unsound']],
    ['answered and never sent', observation(), [], [], ['L5 unsound']],
  ])('%s', (_name, one, truths, settlements, kinds) => {
    expect(kindsOf(one, truths, settlements).sort()).toEqual([...kinds].sort())
  })

  it('no drawn call can cost more than its reservation', () => {
    const random = seededRandom(7)
    for (let index = 0; index < 1_000; index++) {
      const drawn = drawCall(random)
      expect(exactNanos(drawn)).toBeLessThanOrEqual(reservedNanos(drawn, Buffer.byteLength(scriptOf(drawn))))
    }
  })
})
