import { setTimeout as sleep } from 'node:timers/promises'
import { isLeaseReply, isPubAck, type LinkFault } from '@tollgate/testkit'
import type { Fault, Part, Scenery } from './fault.js'
import { between } from './seeded-random.js'

const TWO_HOURS_S = 7_200

/** The way between a gateway and the bus, and the clock on its wall. */
export function linkFaults({ stack, random, clock }: Scenery): Fault[] {
  const faults = stack.natsProxies.flatMap((proxy, index): Fault[] => {
    const parts = [`gateway-${index + 1}` as Part]
    const during = (
      kind: string,
      weight: number,
      { fault, ms }: { fault: LinkFault; ms: [number, number] },
    ): Fault => ({
      kind,
      parts,
      weight,
      kills: 0,
      async run() {
        proxy.set(fault)
        try {
          await sleep(between(random, ...ms))
        } finally {
          proxy.set({ type: 'none' })
        }
      },
    })
    const toClient = { type: 'drop', direction: 'to-client' } as const
    return [
      during('drop PubAcks', 1, { fault: { ...toClient, isDropped: isPubAck }, ms: [1_000, 8_000] }),
      during('drop lease replies', 1, { fault: { ...toClient, isDropped: isLeaseReply }, ms: [1_000, 5_000] }),
      during('silence link', 1, { fault: { type: 'silence' }, ms: [1_000, 14_000] }),
      during('reset link', 0.5, { fault: { type: 'reset' }, ms: [50, 1_000] }),
    ]
  })
  if (clock === undefined) return faults
  return [
    ...faults,
    {
      kind: 'step clock',
      parts: ['gateway-1'],
      weight: 1,
      kills: 0,
      async run() {
        await clock.step(random() < 0.5 ? TWO_HOURS_S : -TWO_HOURS_S)
        try {
          await sleep(between(random, 1_000, 4_000))
        } finally {
          await clock.step(0)
        }
      },
    },
  ]
}
