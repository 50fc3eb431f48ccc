import { median } from './statistics.mjs'
import { fixed, times, toMib, toTable, verdict } from './table.mjs'

/** Targets of the first release; ratios to the bare proxy of the same run. */
const TARGETS = { jsonCpu: 2.2, chunkCpu: 2, slowReaderMib: 40, revocationMaxMs: 2_000, revocationMedianMs: 1_000 }

/** All figures as Markdown: what docs/performance.md shows. */
export function toReport({ json, streams, slow, revocations, rounds, hasOwnCore }) {
  const slowMib = slow.rssRiseBytes / 1024 ** 2
  const [slowest, middle] = [Math.max(...revocations), median(revocations)]
  const jsonCpu = ratio(json, 'cpuMicrosPerCall')
  const chunkCpu = ratio(streams, 'cpuMsPerThousand')
  const compared = toTable(
    ['figure', 'bare proxy', 'gateway', 'ratio', 'target', ''],
    [
      [
        'JSON, 32 connections: CPU µs a call',
        ...pair(json, 'cpuMicrosPerCall', 0),
        times(jsonCpu),
        `≤ ${TARGETS.jsonCpu}x`,
        verdict(jsonCpu, TARGETS.jsonCpu),
      ],
      ['JSON: calls a second', ...pair(json, 'perSecond', 0), times(ratio(json, 'perSecond')), '', ''],
      ['JSON: p50 ms', ...pair(json, 'p50Ms'), times(ratio(json, 'p50Ms')), '', ''],
      ['JSON: p99 ms', ...pair(json, 'p99Ms'), times(ratio(json, 'p99Ms')), '', ''],
      [
        '200 streams × 100 chunks: CPU ms per 1,000 chunks',
        ...pair(streams, 'cpuMsPerThousand'),
        times(chunkCpu),
        `≤ ${TARGETS.chunkCpu}x`,
        verdict(chunkCpu, TARGETS.chunkCpu),
      ],
      ['streams: delay of a chunk, p50 ms', ...pair(streams, 'p50Ms', 2), added(streams, 'p50Ms'), '', ''],
      ['streams: delay of a chunk, p99 ms', ...pair(streams, 'p99Ms', 2), added(streams, 'p99Ms'), '', ''],
      [
        'streams: peak memory MiB',
        ...['bare', 'gateway'].map((name) => toMib(streams[name].peakRssBytes)),
        times(ratio(streams, 'peakRssBytes')),
        '',
        '',
      ],
    ],
  )
  const alone = toTable(
    ['figure', 'gateway', 'target', ''],
    [
      [
        `memory rise, ${fixed(slow.bytes / 1024 ** 2, 0)} MiB to a reader of 1 MiB/s (${fixed(slow.seconds, 0)} s)`,
        `${fixed(slowMib)} MiB`,
        `≤ ${TARGETS.slowReaderMib} MiB`,
        verdict(slowMib, TARGETS.slowReaderMib),
      ],
      [
        `revoked key refused, slowest of ${revocations.length}`,
        `${fixed(slowest, 0)} ms`,
        `≤ ${TARGETS.revocationMaxMs} ms`,
        verdict(slowest, TARGETS.revocationMaxMs),
      ],
      [
        'revoked key refused, median',
        `${fixed(middle, 0)} ms`,
        `≤ ${TARGETS.revocationMedianMs} ms`,
        verdict(middle, TARGETS.revocationMedianMs),
      ],
    ],
  )
  const cores = hasOwnCore ? 'the measured process on a core of its own' : 'all processes on the same cores'
  return `Medians of ${rounds} rounds, ${cores}.\n\n${compared}\n\n${alone}`
}

const ratio = ({ bare, gateway }, figure) => gateway[figure] / bare[figure]
const added = ({ bare, gateway }, figure) => {
  const ms = gateway[figure] - bare[figure]
  return `${ms < 0 ? '' : '+'}${fixed(ms, 2)} ms`
}
const pair = ({ bare, gateway }, figure, digits = 1) => [fixed(bare[figure], digits), fixed(gateway[figure], digits)]
