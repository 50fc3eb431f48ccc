import { setTimeout as sleep } from 'node:timers/promises'
import type { StackApp } from '@tollgate/testkit'
import { bringBack, during, type Fault, type Part, type Scenery } from './fault.js'
import { between } from './seeded-random.js'

/** It moves no money itself, and nobody who calls waits for it. */
const ADMIN_SCALE = 0.5

/** Processes that die, stand still, or are restarted. */
export function processFaults({ stack, random }: Scenery): Fault[] {
  const [gateways, billings] = [stack.gateways.map(({ app }) => app), stack.billings.map(({ app }) => app)]
  const ofApps = (name: 'gateway' | 'billing', apps: readonly StackApp[]) =>
    apps.flatMap((app, index) => faultsOf(app, { name, part: `${name}-${index + 1}` as Part }))
  const ofAdmin = faultsOf(stack.apps['admin-api'], { name: 'admin-api', part: 'admin-api', scale: ADMIN_SCALE })
  return [...ofApps('gateway', gateways), ...ofApps('billing', billings), ...ofAdmin, ...lateAcquires()]

  function faultsOf(app: StackApp, { name, part, scale = 1 }: { name: string; part: Part; scale?: number }): Fault[] {
    const fault = (kind: string, weight: number, run: () => Promise<void>): Fault => ({
      kind: `${kind} ${name}`,
      parts: [part],
      weight: weight * scale,
      kills: kind === 'kill' ? 1 : 0,
      run,
    })
    return [
      fault('kill', 3, async () => {
        await app.kill()
        await sleep(between(random, 50, 1_500))
        await bringBack(app)
      }),
      fault('freeze', 1, () =>
        during(
          between(random, 500, 4_000),
          () => app.freeze(),
          () => app.thaw(),
        ),
      ),
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
}
