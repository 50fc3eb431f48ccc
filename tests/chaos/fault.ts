import { setTimeout as sleep } from 'node:timers/promises'
import type { SmallDisk, Stack, StackApp, WallClock } from '@tollgate/testkit'
import type { Bus } from './bus.js'

/** What a fault takes hold of; two that run at once never share one. */
export type Part = 'gateway-1' | 'gateway-2' | 'billing-1' | 'billing-2' | 'admin-api' | 'nats' | 'postgres'

/** Where faults happen. */
export interface Scenery {
  stack: Stack
  bus: Bus
  random: () => number
  /** The journal of the second gateway lies on it; absent where this machine cannot have one. */
  disk: SmallDisk | undefined
  /** The files of nats-server lie on it; absent likewise. */
  busDisk: SmallDisk | undefined
  /** Of the first gateway and the first billing; absent likewise. */
  clocks: Clocks | undefined
}

export interface Clocks {
  gateway: WallClock
  billing: WallClock
}

/** One thing that goes wrong and is put right again. */
export interface Fault {
  kind: string
  parts: readonly Part[]
  /** How often, beside the others. */
  weight: number
  /** SIGKILLs in it. */
  kills: number
  /** Harms, waits, heals; what was down is ready again when it resolves. */
  run(): Promise<void>
}

/** Starts a process again as its keeper would: until it is ready, also where it ends at once because others are away. */
export async function bringBack(app: StackApp, timeoutMs = 60_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await (app.isRunning ? app.waitUntilReady(deadline - performance.now()) : app.start())
    } catch (error) {
      if (app.isRunning || performance.now() > deadline) throw error
    }
  }
}

/** Does harm for a while; whatever happens, it is undone. */
export async function during(ms: number, harm: () => unknown, heal: () => unknown): Promise<void> {
  try {
    await harm()
    await sleep(ms)
  } finally {
    await heal()
  }
}
