// `npm run test:chaos [-- --minutes 30 --seed 42 --calls 100000 --kills 50]`: faults at random against two gateways and two
// billings, and the sabotaged builds that must be noticed. Without minutes, calls and kills the short form, which is part of
// `npm test`.
import { parseArgs } from 'node:util'
import { turbo } from './infra/build.mjs'
import { runLeashed } from './infra/child.mjs'
import { assertNodeVersion, ensureInstalled } from './infra/install.mjs'
import { Problem, sentenceOf } from './infra/problem.mjs'
import { ROOT } from './infra/root.mjs'
import { ensureTestPackages } from './infra/system-packages.mjs'

const APPS = ['gateway', 'billing', 'admin-api']
const LONG = ['CHAOS_MINUTES', 'CHAOS_CALLS', 'CHAOS_KILLS']
const VITEST = 'node_modules/vitest/vitest.mjs'

try {
  process.chdir(ROOT)
  const env = envOf(process.argv.slice(2))
  assertNodeVersion()
  await ensureInstalled()
  ensureTestPackages(console.log)
  await turbo(['run', 'build', ...APPS.map((app) => `--filter=@tollgate/${app}`)])
  const isLong = LONG.some((name) => name in env)
  const projects = isLong ? ['chaos', 'faults'] : ['chaos']
  const { code } = await runLeashed(
    process.execPath,
    [`../${VITEST}`, 'run', '--maxWorkers=1', ...projects.flatMap((project) => ['--project', project])],
    { cwd: 'tests', env },
  )
  process.exitCode = code ?? 1
} catch (error) {
  console.error(sentenceOf(error))
  process.exitCode = 1
}

/** What tests/chaos/settings.ts reads. */
function envOf(args) {
  const numbers = ['minutes', 'seed', 'calls', 'kills']
  const { values } = parseArgs({ args, options: Object.fromEntries(numbers.map((name) => [name, { type: 'string' }])) })
  const entries = Object.entries(values).map(([name, text]) => {
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Problem(`--${name} ${text} is no number`)
    return [`CHAOS_${name.toUpperCase()}`, text]
  })
  return Object.fromEntries(entries)
}
