import type { ChaosReport } from './chaos.js'
import { killsOf } from './run-faults.js'
import { WIRE_IDS } from './wires.js'

const LAST_FAULTS = 20

/** The table at the end of a run. */
export function summaryOf(report: ChaosReport): string {
  const { observations, records, broken } = report
  const faults = new Map<string, number>()
  for (const { kind } of records) faults.set(kind, (faults.get(kind) ?? 0) + 1)
  const count = (kind: string): number => broken.filter((one) => one.kind === kind).length
  const by = (test: (one: (typeof observations)[number]) => boolean): number => observations.filter(test).length
  const rows: [string, string | number][] = [
    ['seed', report.seed],
    ['seconds', Math.round(report.durationMs / 1_000)],
    ['calls', observations.length],
    ['  finished', by(({ sawTerminal }) => sawTerminal)],
    ['  cut, or their caller left', by(({ status, sawTerminal }) => status === 200 && !sawTerminal)],
    ['  told 402', by(({ status }) => status === 402)],
    ['  told 5xx', by(({ status }) => (status ?? 0) >= 500)],
    ['  without an answer', by(({ status }) => status === undefined)],
    ...WIRE_IDS.map((wire): [string, number] => [
      `  finished in ${wire}`,
      by(({ sawTerminal, plan }) => sawTerminal && plan.wire === wire),
    ]),
    ...Object.entries(report.kinds).map(([kind, times]): [string, number] => [`transactions: ${kind}`, times]),
    ['faults', records.length],
    ...[...faults].sort().map(([kind, times]): [string, number] => [`  ${kind}`, times]),
    ['kills', killsOf(records)],
    ['samples', report.samples],
    ['lost', count('lost')],
    ['double', count('twice')],
    ['wrong', count('wrong')],
    ['late', count('late')],
    [
      'broken otherwise',
      broken.length - ['lost', 'twice', 'wrong', 'late'].reduce((sum, kind) => sum + count(kind), 0),
    ],
    ['drained within', `${(report.drainedMs / 1_000).toFixed(1)} s`],
    ['released within', `${(report.releasedMs / 1_000).toFixed(1)} s`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
  const last = records.slice(-LAST_FAULTS).map(({ kind, parts, fromMs, toMs }) => {
    const from = new Date(fromMs).toISOString()
    return `${from} + ${((toMs - fromMs) / 1_000).toFixed(1)} s  ${kind} (${parts.join(', ')})`
  })
  const evidence = broken.length === 0 ? [] : ['the last faults:', ...last]
  const missing = report.missingFaults.map((kind) => `not on this machine: ${kind}`)
  return [...lines, ...missing, ...evidence].join('\n')
}
