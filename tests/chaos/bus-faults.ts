import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bringBack, during, type Fault, type Scenery } from './fault.js'
import { between } from './seeded-random.js'

/** nats-server and what it stores. */
export function busFaults({ stack, bus, random, busDisk }: Scenery): Fault[] {
  const { nats } = stack
  const billings = stack.billings.map(({ app }) => app)
  const files = join(nats.dir, 'jetstream')
  const olderFiles = join(stack.logDir, '..', 'older-jetstream')
  const away = (): Promise<void> => sleep(between(random, 50, 3_000))
  const faults: Fault[] = [
    {
      kind: 'kill nats',
      parts: ['nats'],
      weight: 3,
      kills: 1,
      async run() {
        await nats.kill()
        await away()
        await nats.start()
      },
    },
    {
      kind: 'freeze nats',
      parts: ['nats'],
      weight: 1,
      kills: 0,
      run: () => during(between(random, 500, 4_000), nats.freeze, nats.thaw),
    },
    {
      kind: 'wipe nats',
      parts: ['nats'],
      weight: 1,
      kills: 1,
      async run() {
        await nats.kill()
        await away()
        await nats.start({ isEmpty: true })
      },
    },
    {
      kind: 'wipe nats, unsettled',
      parts: ['nats', 'billing-1', 'billing-2'],
      weight: 1,
      kills: 3,
      async run() {
        await Promise.all(billings.map((app) => app.kill()))
        await sleep(between(random, 500, 2_000)) // events are stored, and nobody settles them
        await nats.kill()
        await nats.start({ isEmpty: true })
        await Promise.all(billings.map((app) => bringBack(app)))
      },
    },
    {
      kind: 'older nats store',
      parts: ['nats'],
      weight: 1,
      kills: 2,
      // as after a loss of power: what was acknowledged a moment ago is not there
      async run() {
        await nats.kill()
        await cp(files, olderFiles, { recursive: true })
        await nats.start()
        await sleep(between(random, 500, 4_000))
        await nats.kill()
        await rm(files, { recursive: true, force: true })
        await cp(olderFiles, files, { recursive: true })
        await rm(olderFiles, { recursive: true, force: true })
        await nats.start()
      },
    },
    { kind: 'delete consumer', parts: ['nats'], weight: 0.5, kills: 0, run: bus.deleteConsumers },
    { kind: 'delete stream', parts: ['nats'], weight: 0.5, kills: 0, run: bus.deleteStream },
  ]
  if (busDisk === undefined) return faults
  return [
    ...faults,
    {
      kind: 'fill bus disk',
      parts: ['nats'],
      weight: 1,
      kills: 1,
      async run() {
        await during(between(random, 1_000, 5_000), busDisk.fill, busDisk.free)
        await nats.kill() // it does not recover by itself: its keeper starts it anew once there is room
        await nats.start()
      },
    },
  ]
}
