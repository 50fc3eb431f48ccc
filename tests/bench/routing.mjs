// `npm run bench:routing --workspace=@tollgate/tests`: what a route decision costs, alone in one process.
//   node bench/routing.mjs --decisions 20000
// Channels with many keys behind one name, alone and beside the channels of other models; then while keys fail. Build
// first (npm run build): what runs is dist/ (or the folder of --dist).
import { parseArgs } from 'node:util'
import { sealSecret } from '../../packages/protocols/dist/credentials/index.js'
import { gossipSchema } from '../../packages/protocols/dist/events/index.js'
import { percentile } from './statistics.mjs'
import { fixed, toTable, verdict } from './table.mjs'

const GOAL_US = 50
const WARM_UP = 5_000
const BUSY_KEYS = 500
const ROUNDS_A_SECOND = 2
const GOSSIP_GOAL_MS = 10
const { values } = parseArgs({
  options: {
    decisions: { type: 'string', default: '20000' },
    dist: { type: 'string', default: '../../apps/gateway/dist' },
  },
})
const decisions = Number(values.decisions)
const load = (path) => import(new URL(`${values.dist}/${path}`, import.meta.url).href)

const { GossipBook } = await load('gossip/gossip-book.js')
const { createSnapshotBuilder } = await load('catalog/catalog-snapshot.js')
const { LimitBook } = await load('limits/limit-book.js')
const { AffinityStore } = await load('routing/affinity.store.js')
const { HealthStore } = await load('routing/health.store.js')
const { PoolStore } = await load('routing/pool.store.js')
const { Router } = await load('routing/router.js')

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const uuid = (n) => `0190a0b0-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const GROUP = uuid(0)
const origin = 'https://api.example.com'
const header = { v: 1, epoch: 1, version: 1, isDeleted: false }

const channel = (n, { modelName, keyCount, priority = 1 }) => ({
  ...header,
  ...{ key: `channel.${n}`, kind: 'channel', channelId: uuid(n * 4_096), name: `c${n}`, type: 'openai-compatible' },
  baseUrl: `${origin}/v1`,
  keys: Array.from({ length: keyCount }, (_, index) => {
    const channelKeyId = uuid(n * 4_096 + index + 1)
    const sealed = sealSecret(`k${index}`, { channelId: uuid(n * 4_096), channelKeyId, origin }, MASTER_KEY)
    return { channelKeyId, sealed, isActive: true, rpm: 100_000, tpm: 10_000_000 }
  }),
  ...{ models: [modelName], modelMapping: {}, priority, weight: 1, groupIds: [GROUP], tags: [] },
  ...{ isActive: true, schedulable: true, settings: { onClientAbort: 'auto', traits: {} } },
})
const model = (name) => ({
  ...header,
  ...{ key: `model.${name}`, kind: 'model', modelId: GROUP, name, provider: '', abilities: [], traits: {} },
  ...{ contextTokens: null, maxOutputTokens: null, groupIds: [GROUP], isActive: true, prices: [] },
})

function worldOf(records) {
  const book = new LimitBook()
  const pools = new PoolStore(book)
  const health = new HealthStore(pools, () => {})
  const router = new Router({ pools, affinity: new AffinityStore(), isBlocked: () => false })
  return { book, pools, health, router, snapshot: createSnapshotBuilder(MASTER_KEY)(records) }
}

/** Decides as the gateway does, counts what was decided, and lets some calls fail. */
function run(world, { failEvery = 0 } = {}) {
  const question = {
    ...{ snapshot: world.snapshot, modelName: 'm', groupId: GROUP, dialect: 'openai-chat', isNativeOnly: false },
    ...{ needs: [], acceptsUnpriced: true, dateMs: Date.now() },
  }
  const durations = []
  const error = new Error('x')
  for (let call = 0; call < decisions + WARM_UP; call++) {
    const startMs = performance.now()
    const { candidates } = world.router.decide(question)
    const tookUs = (performance.now() - startMs) * 1_000
    if (call >= WARM_UP) durations.push(tookUs)
    const { target } = candidates[0]
    const slot = world.pools.slotOf(target)
    world.book.take(slot.use, { requests: 1, tokens: 500, places: 1 }, performance.now())
    world.book.correct(
      slot.use,
      { requests: 0, tokens: -100, places: -1 },
      { takenAtMs: startMs, nowMs: performance.now() },
    )
    if (failEvery > 0 && call % failEvery === 0) {
      const failure = { kind: 'rate-limit', status: 429, error, retryAfterSeconds: 1 }
      world.health.onFailure(target, failure, { maxRetries: 3, cooldown: true, autoDisable: true })
    } else world.health.onSuccess(target)
  }
  return durations.sort((a, b) => a - b)
}

/** Two gateways, each using 500 keys between two rounds: CPU of one of them for a second of gossip. */
function gossipShare() {
  const nodes = ['a', 'b'].map((nodeId) => {
    const book = new LimitBook()
    const gossip = new GossipBook({ nodeId, bootId: nodeId }, book, { hear() {}, facts: () => [] })
    book.onUse = (subject) => gossip.noteUse(subject)
    return { book, gossip }
  })
  const [a, b] = nodes
  let spentUs = 0
  const rounds = 200
  for (let round = 0; round < rounds; round++) {
    for (const { book } of nodes) {
      for (let key = 0; key < BUSY_KEYS; key++) {
        book.take(book.subject(`channel/${key}`), { requests: 1, tokens: 500, places: 0 }, performance.now())
      }
    }
    const fromB = JSON.stringify(b.gossip.write(false))
    const before = process.cpuUsage()
    const fromA = JSON.stringify(a.gossip.write(false))
    a.gossip.read(gossipSchema.parse(JSON.parse(fromB)))
    const { user, system } = process.cpuUsage(before)
    spentUs += user + system
    b.gossip.read(JSON.parse(fromA))
  }
  return (spentUs / 1_000 / rounds) * ROUNDS_A_SECOND
}

const many = (count, shape, first = 1) => Array.from({ length: count }, (_, index) => channel(first + index, shape))
const own = { modelName: 'm', keyCount: 100 }
const CASES = [
  ['1 channel of 100 keys', () => [model('m'), ...many(1, own)], {}],
  ['10 channels of 100 keys', () => [model('m'), ...many(10, own)], {}],
  ['1,000 channels of 100 keys', () => [model('m'), ...many(1_000, own)], {}],
  ['the same while 1 in 20 calls is answered 429', () => [model('m'), ...many(1_000, own)], { failEvery: 20 }],
  [
    '1 channel of 100 keys beside 1,000 of other models',
    () => [model('m'), ...many(1, own), ...many(1_000, { modelName: 'other', keyCount: 100 }, 2)],
    {},
  ],
]

const rows = CASES.map(([name, records, options]) => {
  const durations = run(worldOf(records()), options)
  const [p50, p99] = [percentile(durations, 0.5), percentile(durations, 0.99)]
  return [name, fixed(p50), fixed(p99), verdict(p50, GOAL_US)]
})
console.log(`${decisions} decisions each, median at most ${GOAL_US} µs`)
console.log(toTable(['channels that serve the model', 'p50 µs', 'p99 µs', 'goal'], rows))
const gossipMs = gossipShare()
console.log(
  `gossip, ${BUSY_KEYS} busy keys: ${fixed(gossipMs)} ms of CPU a second, ${verdict(gossipMs, GOSSIP_GOAL_MS)} (at most ${GOSSIP_GOAL_MS})`,
)
process.exitCode = gossipMs > GOSSIP_GOAL_MS || rows.some((row) => row[3] !== 'met') ? 1 : 0
