import { setTimeout as sleep } from 'node:timers/promises'
import type { StackApp } from '@tollgate/testkit'
import { bringBack, type Fault, type Part, type Scenery } from './fault.js'
import { between } from './seeded-random.js'

/** Processes that die, stand still, or are restarted. */
export function processFaults({ stack, random }: Scenery): Fault[] {
  const [gateways, billings] = [stack.gateways.map(({ app }) => app), stack.billings.map(({ app }) => app)]
  const ofApps = (name: 'gateway' | 'billing', apps: readonly StackApp[]) =>
    apps.flatMap((app, index) => faultsOf(app, { name, part: `${name}-${index + 1}` as Part }))
  return [...ofApps('gateway', gateways), ...ofApps('billing', billings), ...lateAcquires(), ...busFaults()]

  function faultsOf(app: StackApp, { name, part }: { name: string; part: Part }): Fault[] {
    const fault = (kind: string, weight: number, run: () => Promise<void>): Fault => ({
      kind: `${kind} ${name}`,
      parts: [part],
      weight,
      kills: kind === 'kill' ? 1 : 0,
      run,
    })
    return [
      fault('kill', 3, async () => {
        await app.kill()
        await sleep(between(random, 50, 1_500))
        await bringBack(app)
      }),
      fault('freeze', 1, () => standStill(app, between(random, 500, 4_000))),
      fault('restart', 0.5, async () => {
        await app.stop()
        await bringBack(app)
      }),
    ]
  }

  /** What a gateway asked before it died is read by billing after its next life has closed all that it knew of. */
  function lateAcquires(): Fault[] {
    return gateways.flatMap((gateway, g) =>
      billings.map((billing, b) => ({
        kind: 'kill gateway, freeze billing',
        parts: [`gateway-${g + 1}` as Part, `billing-${b + 1}` as Part],
        weight: 0.25,
        kills: 1,
        async run() {
          billing.freeze()
          try {
            await sleep(between(random, 200, 600))
            await gateway.kill()
            await bringBack(gateway)
          } finally {
            billing.thaw()
          }
        },
      })),
    )
  }

  function busFaults(): Fault[] {
    const { nats } = stack
    const die = async (isEmpty: boolean): Promise<void> => {
      await nats.kill()
      await sleep(between(random, 50, 3_000))
      await nats.start({ isEmpty })
    }
    return [
      { kind: 'kill nats', parts: ['nats'], weight: 3, kills: 1, run: () => die(false) },
      {
        kind: 'freeze nats',
        parts: ['nats'],
        weight: 1,
        kills: 0,
        run: () => standStill(nats, between(random, 500, 4_000)),
      },
      { kind: 'wipe nats', parts: ['nats'], weight: 1, kills: 1, run: () => die(true) },
      {
        kind: 'wipe nats, unsettled',
        parts: ['nats', 'billing-1', 'billing-2'],
        weight: 1,
        kills: 3,
        async run() {
          await Promise.all(billings.map((app) => app.kill()))
          await sleep(between(random, 500, 2_000)) // events are stored, and nobody settles them
          await die(true)
          await Promise.all(billings.map((app) => bringBack(app)))
        },
      },
    ]
  }
}

async function standStill(who: { freeze(): void; thaw(): void }, ms: number): Promise<void> {
  who.freeze()
  try {
    await sleep(ms)
  } finally {
    who.thaw()
  }
}
