// `npm run bench:journal -w tests`: the gateway's journal beside a bare loop of write and fdatasync, on the same disk in the same
// minute. An append is a completion record that is on disk. Only the ratios count.
//   npm run bench:journal -w tests -- --rounds 10 --appends 2000 --dir /some/disk
// Build first (npm run build): what runs is dist/.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encodeFrame } from '../../apps/gateway/dist/usage/frame.js'
import { Journal } from '../../apps/gateway/dist/usage/journal.js'
import { median, percentile } from './statistics.mjs'

/** RELIABILITY 4.3, the number: a lone append against a lone fdatasync. */
const MOST_RATIO = 3
const WRITERS = [1, 16, 256]

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    appends: { type: 'string', default: '2000' },
    dir: { type: 'string', default: tmpdir() },
  },
})
const [rounds, appends] = [Number(values.rounds), Number(values.appends)]
const text = JSON.stringify({ event: { requestId: '0190a0b0-0000-7000-8000-000000000001', note: 'x'.repeat(1_000) } })

const dir = mkdtempSync(join(values.dir, 'tollgate-bench-'))
const { journal } = await Journal.open({ outboxDir: dir, nodeId: 'bench', ballastBytes: 0 })
try {
  const samples = []
  await measureJournal(1)
  for (let round = 0; round < rounds; round++) {
    const bare = measureBare()
    const measured = {}
    for (const writers of WRITERS) measured[writers] = await measureJournal(writers)
    samples.push({ bare, measured })
  }
  report(samples)
} finally {
  await journal.close()
  rmSync(dir, { recursive: true, force: true })
}

function measureBare() {
  const fd = openSync(join(dir, 'bare'), 'w')
  const frame = encodeFrame('C', text)
  const latencies = []
  const startedAt = performance.now()
  for (let n = 0; n < appends; n++) {
    const from = performance.now()
    writeSync(fd, frame)
    fdatasyncSync(fd)
    latencies.push(performance.now() - from)
  }
  const perAppendMs = (performance.now() - startedAt) / appends
  closeSync(fd)
  return toSample(latencies, perAppendMs)
}

async function measureJournal(writers) {
  const latencies = []
  const startedAt = performance.now()
  let left = Math.max(appends, writers * 20)
  const total = left
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (left-- > 0) {
        const from = performance.now()
        await journal.appendCompletion('C', '0190a0b0-0000-7000-8000-000000000001', text)
        latencies.push(performance.now() - from)
      }
    }),
  )
  return toSample(latencies, (performance.now() - startedAt) / total)
}

function toSample(latencies, perAppendMs) {
  latencies.sort((a, b) => a - b)
  return { p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99), perAppendMs }
}

function report(samples) {
  const of = (read) => median(samples.map(read))
  const line = (name, read) => {
    const [p50, p99, each] = ['p50Ms', 'p99Ms', 'perAppendMs'].map((field) => of((sample) => read(sample)[field]))
    const ratio = of((sample) => read(sample).perAppendMs / sample.bare.perAppendMs)
    const latency = of((sample) => read(sample).p50Ms / sample.bare.p50Ms)
    const figures = [p50, p99, each].map((ms) => ms.toFixed(3).padStart(9)).join('')
    console.log(`${name.padEnd(22)}${figures}${ratio.toFixed(2).padStart(12)}${latency.toFixed(2).padStart(12)}`)
    return ratio
  }
  console.log(`median of ${rounds} rounds of ${appends} appends of ${text.length} bytes; milliseconds`)
  console.log(`${''.padEnd(22)}      p50      p99     each   each/bare    p50/bare`)
  line('write + fdatasync', ({ bare }) => bare)
  const [lone] = WRITERS.map((writers) => line(`journal, ${writers} at once`, ({ measured }) => measured[writers]))
  console.log(`ratio of a lone append: ${lone.toFixed(2)} (target: at most ${MOST_RATIO})`)
  if (lone > MOST_RATIO) process.exitCode = 1
}
