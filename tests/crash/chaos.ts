import { setTimeout as sleep } from 'node:timers/promises'
import type { Stack, StackApp } from '@tollgate/testkit'
import { between } from './seeded-random.js'

const VICTIMS = ['gateway', 'billing', 'nats'] as const
type Victim = (typeof VICTIMS)[number]
const ROUNDS = 2

/** SIGKILL for gateway, billing and nats-server, each twice at random moments; each is started again. */
export async function runChaos(stack: Stack, gateway: StackApp, random: () => number): Promise<Victim[]> {
  const killed: Victim[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const victim of shuffled(VICTIMS, random)) {
      await sleep(between(random, 500, 1_400))
      await killAndRestart(stack, { victim, gateway, downMs: between(random, 50, 600) })
      killed.push(victim)
    }
  }
  return killed
}

async function killAndRestart(
  stack: Stack,
  { victim, gateway, downMs }: { victim: Victim; gateway: StackApp; downMs: number },
): Promise<void> {
  const app = victim === 'gateway' ? gateway : victim === 'billing' ? stack.apps.billing : undefined
  await (app ?? stack.nats).kill()
  await sleep(downMs)
  await (app ?? stack.nats).start()
}

const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
  items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
