import { join } from 'node:path'
import {
  createWallClock,
  mountSmallDisk,
  type SmallDisk,
  type Stack,
  type StackOptions,
  startStack,
} from '@tollgate/testkit'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { factsOf } from '../support/stack-facts.js'
import type { Clocks } from './fault.js'
import { UPSTREAMS } from './upstreams.js'

export const LEASE_TTL_MS = 5_000
/** Longer than anything that a fault and its repair can take: no settlement comes after it. */
export const LEASE_GRACE_MS = 90_000
/** Longer than a gateway takes to start: what its former life asked may still be in time. */
export const LEASE_WAIT_MS = 4_000
/** Shorter than many restarts: some find their journal in another's hands. */
const ADOPT_AFTER_MS = 2_000
/** Room for the journal of minutes: what is settled goes after {@link KEEP_MS}. */
const DISK_MIB = 24
const BALLAST_BYTES = 2 * 1024 ** 2
/** Segments are deleted all the time, not after a day. */
const KEEP_MS = 5_000
const BUS_DISK_MIB = 512
/** Settled events go all the time as well. */
const USAGE_KEEP_MS = 60_000
/** Calls of several seconds at the pace of a run. */
const TRUTH_ENTRIES = 5_000

/** A whole installation with two gateways and two billings, and all that faults need to get at it. */
export interface Rig {
  stack: Stack
  scene: Scene
  disk: SmallDisk | undefined
  busDisk: SmallDisk | undefined
  clocks: Clocks | undefined
  close(): Promise<void>
}

export interface RigOptions {
  /** Folders of the build to run. */
  dirs: NonNullable<StackOptions['dirs']>
  /** Files of clocks begin with it. */
  clockFile: string
  leaseTtlMs: number
  /** Of all gateways, beside what every run has. */
  gatewayEnv: Record<string, string>
}

export async function openRig({ dirs, clockFile, leaseTtlMs, gatewayEnv }: RigOptions): Promise<Rig> {
  let disk: SmallDisk | undefined
  let busDisk: SmallDisk | undefined
  const clocks = await createClocks(clockFile)
  const stack = await startStack({
    dirs,
    gatewayCount: 2,
    billingCount: 2,
    hasNatsProxies: true,
    gatewayEnvs: [clocks?.gateway.env ?? {}],
    billingEnvs: [clocks?.billing.env ?? {}],
    prepareNats: async (dir) => {
      busDisk = await mountSmallDisk(dir, BUS_DISK_MIB)
      return busDisk?.unmount
    },
    prepare: async ({ outboxDir }) => {
      disk = await mountSmallDisk(join(outboxDir, 'gateway-2'), DISK_MIB)
      return disk?.unmount
    },
    env: {
      billing: {
        LEASE_TTL_MS: String(leaseTtlMs),
        LEASE_GRACE_MS: String(LEASE_GRACE_MS),
        USAGE_KEEP_MS: String(USAGE_KEEP_MS),
      },
      gateway: {
        UPSTREAM_TIMEOUT_MS: '5000',
        DRAIN_TIMEOUT_MS: '2000',
        LEASE_WAIT_MS: String(LEASE_WAIT_MS),
        OUTBOX_ADOPT_AFTER_MS: String(ADOPT_AFTER_MS),
        OUTBOX_BALLAST_BYTES: String(BALLAST_BYTES),
        OUTBOX_KEEP_MS: String(KEEP_MS),
        LOG_LEVEL: 'warn',
        ...gatewayEnv,
      },
    },
  })
  const close = async (): Promise<void> => {
    try {
      await scene?.close()
      const apps = [...[...stack.gateways, ...stack.billings].map(({ app }) => app), stack.apps['admin-api']]
      for (const app of apps) await app.kill() // whatever it still had to do, somebody else was to finish
    } finally {
      await stack.stop()
    }
  }
  let scene: Scene | undefined
  try {
    scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'chaos', {
      maxTruthEntries: TRUTH_ENTRIES,
    })
    const { upstream } = scene
    await scene.declare({
      models: UPSTREAMS.map(({ name, price }) => ({ name, price, maxOutputTokens: 1_000 })),
      channels: UPSTREAMS.map(({ name, type, path }) => ({
        name,
        type,
        baseUrl: `${new URL(upstream.url).origin}${path}`,
        models: [name],
      })),
      rest: { settings: { routing: { maxRetries: 3, cooldown: false, autoDisable: false } } },
    })
    return { stack, scene, disk, busDisk, clocks, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function createClocks(file: string): Promise<Clocks | undefined> {
  const [gateway, billing] = [await createWallClock(`${file}-gateway`), await createWallClock(`${file}-billing`)]
  return gateway !== undefined && billing !== undefined ? { gateway, billing } : undefined
}
