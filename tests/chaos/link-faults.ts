import { isAck, isLeaseReply, isPubAck, type LinkFault, type NatsFaultProxy, type WallClock } from '@tollgate/testkit'
import { during, type Fault, type Part, type Scenery } from './fault.js'
import { between, oneOf } from './seeded-random.js'

const TWO_HOURS_S = 7_200
const NINETY_DAYS_S = 7_776_000

interface Harm {
  kind: string
  weight: number
  fault: LinkFault
  ms: [number, number]
}

const TO_CLIENT = { type: 'drop', direction: 'to-client' } as const
const OF_GATEWAYS: readonly Harm[] = [
  { kind: 'drop PubAcks', weight: 1, fault: { ...TO_CLIENT, isDropped: isPubAck }, ms: [1_000, 8_000] },
  { kind: 'drop lease replies', weight: 1, fault: { ...TO_CLIENT, isDropped: isLeaseReply }, ms: [1_000, 5_000] },
  { kind: 'silence link', weight: 1, fault: { type: 'silence' }, ms: [1_000, 14_000] },
  { kind: 'reset link', weight: 0.5, fault: { type: 'reset' }, ms: [50, 1_000] },
]
const OF_BILLINGS: readonly Harm[] = [
  {
    kind: 'drop acks',
    weight: 0.5,
    fault: { type: 'drop', direction: 'to-server', isDropped: isAck },
    ms: [1_000, 8_000],
  },
  { kind: 'silence billing link', weight: 0.5, fault: { type: 'silence' }, ms: [1_000, 14_000] },
  { kind: 'reset billing link', weight: 0.25, fault: { type: 'reset' }, ms: [50, 1_000] },
]

/** The ways to the bus, and the clocks on the wall. */
export function linkFaults({ stack, random, clocks }: Scenery): Fault[] {
  const faults = [
    ...stack.natsProxies.flatMap((proxy, index) => ofLink(proxy, `gateway-${index + 1}` as Part, OF_GATEWAYS)),
    ...stack.billingProxies.flatMap((proxy, index) => ofLink(proxy, `billing-${index + 1}` as Part, OF_BILLINGS)),
  ]
  if (clocks === undefined) return faults
  return [
    ...faults,
    ofClock('step clock', 'gateway-1', { clock: clocks.gateway, steps: [TWO_HOURS_S, -TWO_HOURS_S] }),
    ofClock('step billing clock', 'billing-1', {
      clock: clocks.billing,
      steps: [TWO_HOURS_S, -TWO_HOURS_S, NINETY_DAYS_S],
    }),
  ]

  function ofLink(proxy: NatsFaultProxy, part: Part, harms: readonly Harm[]): Fault[] {
    return harms.map(({ kind, weight, fault, ms }) => ({
      kind,
      parts: [part],
      weight,
      kills: 0,
      run: () =>
        during(
          between(random, ...ms),
          () => proxy.set(fault),
          () => proxy.set({ type: 'none' }),
        ),
    }))
  }

  function ofClock(kind: string, part: Part, { clock, steps }: { clock: WallClock; steps: readonly number[] }): Fault {
    return {
      kind,
      parts: [part],
      weight: 1,
      kills: 0,
      run: () =>
        during(
          between(random, 1_000, 4_000),
          () => clock.step(oneOf(steps, random)),
          () => clock.step(0),
        ),
    }
  }
}
