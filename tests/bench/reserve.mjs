// `npm run bench:reserve --workspace=@tollgate/tests`: what it costs to reserve money for a call while a lease lives.
//   node bench/reserve.mjs --rate 500 --seconds 20 --keys 50
// The gateway's own service over a billing in this process that answers after a millisecond, as the real one does: leases
// run low, are fetched ahead, and grow old on the way. Build first (npm run build): what runs is dist/.
import { parseArgs } from 'node:util'
import { LeaseService } from '../../apps/gateway/dist/admission/lease.service.js'
import { percentile } from './statistics.mjs'

const BILLING_MS = 1
const LONGEST_CALL_MS = 200
const NEEDED_NANOS = 20_000_000n
const SLAB_NANOS = 1_000_000_000n
const TTL_MS = 10_000
const GOAL = { p50Ms: 0.2, p99Ms: 5 }

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    keys: { type: 'string', default: '50' },
  },
})
const [rate, seconds, keyCount] = [values.rate, values.seconds, values.keys].map(Number)

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const acks = { trims: 0, closes: 0, acquires: 0 }
const reply = () => ({ v: 1, databaseTimeMs: Date.now(), ledgerEpoch: 1 })
const answered = async (name, more = {}) => {
  acks[name]++
  await pause(BILLING_MS)
  return { type: 'done', ...reply(), ...more }
}
const billing = {
  acquire: ({ leaseId }) =>
    answered('acquires', {
      ...{ type: 'granted', leaseId, grantedNanos: SLAB_NANOS, acquiredAtMs: Date.now(), ttlMs: TTL_MS },
      headroomNanos: 10n * SLAB_NANOS,
    }),
  trim: () => answered('trims'),
  close: () => answered('closes'),
  closeNode: async () => ({ type: 'done', ...reply() }),
}

let leases = 0
const service = new LeaseService(
  billing,
  {
    waitMs: 2_000,
    slabSeconds: 60,
    newId: () => `lease-${++leases}`,
    isBusThere: () => true,
    mayGrantSlab: () => true,
    words: () => ({ currency: 'CNY', timeZone: 'Asia/Shanghai' }),
    isKeyActive: () => true,
    onEpochChange() {},
  },
  { error() {}, warn() {}, info() {} },
)
service.start(new Map())

const needOf = (index) => ({
  path: { keyId: `key-${index % keyCount}`, payerId: `payer-${index % keyCount}` },
  recordName: `record-${index % keyCount}`,
  neededNanos: NEEDED_NANOS,
  leastNanos: NEEDED_NANOS,
})

const tookMs = []
let failures = 0
async function call(index, isMeasured) {
  const startedAt = performance.now()
  try {
    const reservation = await service.reserve(needOf(index))
    if (isMeasured) tookMs.push(performance.now() - startedAt)
    await pause((index * 37) % LONGEST_CALL_MS)
    service.settle(reservation, NEEDED_NANOS / 4n)
  } catch {
    failures++
  }
}

await Promise.all(Array.from({ length: keyCount }, (_, index) => call(index, false))) // every path has its lease
const total = rate * seconds
const startedAt = performance.now()
const calls = []
for (let index = 0; index < total; ) {
  const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * rate))
  for (; index < due; index++) calls.push(call(index, true))
  await pause(1)
}
const elapsedSeconds = (performance.now() - startedAt) / 1_000
await Promise.all(calls)
await service.closeAll(2_000)

const sorted = tookMs.sort((a, b) => a - b)
const [p50Ms, p99Ms, maxMs] = [percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.at(-1)]
const round = (ms) => Number(ms.toFixed(4))
console.log(
  JSON.stringify(
    {
      callsPerSecond: Math.round(sorted.length / elapsedSeconds),
      ...{
        calls: sorted.length,
        failures,
        keys: keyCount,
        p50Ms: round(p50Ms),
        p99Ms: round(p99Ms),
        maxMs: round(maxMs),
      },
      ...{ goal: GOAL, isMet: failures === 0 && p50Ms <= GOAL.p50Ms && p99Ms <= GOAL.p99Ms, billing: acks },
    },
    null,
    2,
  ),
)
