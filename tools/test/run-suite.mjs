import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runLeashed } from '../infra/child.mjs'
import { ROOT } from '../infra/root.mjs'
import { failuresOf, tallyOf } from './tally.mjs'

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
/** A suite that hangs must not hold up the rest for ever. */
const SUITE_TIMEOUT_MS = 1_500_000

/** Runs one suite on one worker. @returns { tally, failures: lines, output }; report and output are kept in `reportsDir` */
export async function runSuite({ name, dir, args }, reportsDir) {
  const stem = join(reportsDir, name.replaceAll('/', '-'))
  const reportFile = resolve(`${stem}.json`)
  const { code, output } = await runLeashed(
    process.execPath,
    [
      VITEST,
      'run',
      '--maxWorkers=1',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...args,
    ],
    { cwd: dir, capture: true, signal: AbortSignal.timeout(SUITE_TIMEOUT_MS), env: { NO_COLOR: '1' } },
  )
  writeFileSync(`${stem}.log`, output)
  const report = readReport(reportFile)
  const tally = tallyOf(report, code)
  const failures = failuresOf(report)
  if (tally.failed > 0 && failures.length === 0)
    failures.push(`no test failed, exit code ${code}: ${/^\w*Error:.*$/m.exec(output)?.[0] ?? 'see its output'}`)
  return { tally, failures, output }
}

function readReport(path) {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined // cut short
  }
}
