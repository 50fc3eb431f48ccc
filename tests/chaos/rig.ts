import { join } from 'node:path'
import {
  createWallClock,
  mountSmallDisk,
  type SmallDisk,
  type Stack,
  type StackOptions,
  startStack,
  type WallClock,
} from '@tollgate/testkit'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { factsOf } from '../support/stack-facts.js'
import { PRICE } from './call-plan.js'

export const LEASE_TTL_MS = 5_000
/** Longer than anything that a fault and its repair can take: no settlement comes after it. */
const LEASE_GRACE_MS = 90_000
/** Longer than a gateway takes to start: what its former life asked may still be in time. */
export const LEASE_WAIT_MS = 4_000
/** Shorter than many restarts: some find their journal in another's hands. */
const ADOPT_AFTER_MS = 2_000
const DISK_MIB = 24
const BALLAST_BYTES = 2 * 1024 ** 2
/** Calls of several seconds at the pace of a run. */
const TRUTH_ENTRIES = 5_000

/** A whole installation with two gateways and two billings, and all that faults need to get at it. */
export interface Rig {
  stack: Stack
  scene: Scene
  disk: SmallDisk | undefined
  clock: WallClock | undefined
  close(): Promise<void>
}

export interface RigOptions {
  /** Folders of the build to run. */
  dirs: NonNullable<StackOptions['dirs']>
  clockFile: string
  leaseTtlMs: number
}

export async function openRig({ dirs, clockFile, leaseTtlMs }: RigOptions): Promise<Rig> {
  let disk: SmallDisk | undefined
  const clock = await createWallClock(clockFile)
  const stack = await startStack({
    dirs,
    gatewayCount: 2,
    billingCount: 2,
    hasNatsProxies: true,
    gatewayEnvs: [clock?.env ?? {}],
    prepare: async ({ outboxDir }) => {
      disk = await mountSmallDisk(join(outboxDir, 'gateway-2'), DISK_MIB)
    },
    env: {
      billing: { LEASE_TTL_MS: String(leaseTtlMs), LEASE_GRACE_MS: String(LEASE_GRACE_MS) },
      gateway: {
        UPSTREAM_TIMEOUT_MS: '5000',
        DRAIN_TIMEOUT_MS: '2000',
        LEASE_WAIT_MS: String(LEASE_WAIT_MS),
        OUTBOX_ADOPT_AFTER_MS: String(ADOPT_AFTER_MS),
        OUTBOX_BALLAST_BYTES: String(BALLAST_BYTES),
        LOG_LEVEL: 'warn',
      },
    },
  }).catch(async (error: unknown) => {
    await disk?.unmount()
    throw error
  })
  const close = async (): Promise<void> => {
    await scene?.close()
    for (const { app } of [...stack.gateways, ...stack.billings]) app.thaw()
    for (const proxy of stack.natsProxies) proxy.set({ type: 'none' })
    for (const { app } of [...stack.gateways, ...stack.billings]) await app.kill()
    await disk?.unmount()
    await stack.stop()
  }
  let scene: Scene | undefined
  try {
    scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'chaos', {
      maxTruthEntries: TRUTH_ENTRIES,
    })
    await scene.declare({
      models: [{ name: 'chat', price: PRICE, maxOutputTokens: 1_000 }],
      channels: [{ name: 'main', models: ['chat'] }],
      rest: { settings: { routing: { maxRetries: 3, cooldown: false, autoDisable: false } } },
    })
    return { stack, scene, disk, clock, close }
  } catch (error) {
    await close()
    throw error
  }
}
