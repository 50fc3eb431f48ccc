// `npm test`: installs and builds what is missing, runs every suite, and ends with one line that sums them up.
import { mkdirSync, rmSync } from 'node:fs'
import { buildAll } from './infra/build.mjs'
import { assertNodeVersion, ensureInstalled } from './infra/install.mjs'
import { Problem, sentenceOf } from './infra/problem.mjs'
import { ROOT } from './infra/root.mjs'
import { runJobs } from './infra/run-jobs.mjs'
import { ensureTestPackages } from './infra/system-packages.mjs'
import { listSuites } from './test/list-suites.mjs'
import { runSuite } from './test/run-suite.mjs'
import { addUp, NOTHING, summaryOf } from './test/tally.mjs'

const REPORTS_DIR = 'artifacts/test'
const AT_A_TIME = 2

/** Stays a failure unless every suite was run, however this process ends. */
let total = { ...NOTHING, failed: 1 }
process.once('exit', () => {
  process.exitCode = total.failed === 0 ? 0 : 1
  console.log(summaryOf(total))
})

try {
  process.chdir(ROOT)
  assertNodeVersion()
  await ensureInstalled()
  ensureTestPackages(console.log)
  console.log('building …')
  await buildAll()
  const { ensureTemplate } = await import('./test/migrated-postgres.mjs') // of what has just been installed
  await ensureTemplate() // or the first suites would make one each
  rmSync(REPORTS_DIR, { recursive: true, force: true })
  mkdirSync(REPORTS_DIR, { recursive: true })
  total = await runAll(listSuites())
} catch (error) {
  console.error(sentenceOf(error))
}

async function runAll(suites) {
  const tallies = []
  const failures = []
  const jobs = suites.map((suite) => ({
    name: suite.name,
    run: async () => {
      const { tally, failures: lines, output } = await runSuite(suite, REPORTS_DIR)
      tallies.push(tally)
      failures.push(...lines.map((line) => `${suite.name}: ${line}`))
      if (tally.failed > 0) throw new Problem(`${output}\n${summaryOf(tally)}`)
      return summaryOf(tally)
    },
  }))
  const results = await runJobs(jobs, { concurrency: AT_A_TIME })
  // before the logs: whoever sees but the beginning or the end of all this knows what to look for
  for (const line of failures) console.error(`failed: ${line}`)
  for (const { name, error } of results) if (error) console.error(`\n── ${name}\n${sentenceOf(error)}`)
  const crashed = results.length - tallies.length // a suite that could not even be run
  return addUp([...tallies, { ...NOTHING, failed: crashed }])
}
