// `npm run check`: everything that can be told without running a test. Every step runs, whatever the others find.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { turbo } from './infra/build.mjs'
import { run } from './infra/child.mjs'
import { assertNodeVersion, ensureInstalled } from './infra/install.mjs'
import { Problem, sentenceOf } from './infra/problem.mjs'
import { ROOT } from './infra/root.mjs'
import { runJobs } from './infra/run-jobs.mjs'

const CONSOLE_DIR = 'apps/console'
const captured = { capture: true }
const node = (args, options = {}) => run(process.execPath, args, { ...captured, ...options })

const JOBS = [
  {
    name: 'format and lint (biome)',
    run: () => quiet(node(['node_modules/@biomejs/biome/bin/biome', 'ci', '.', '--colors=off'])),
  },
  { name: 'types, schema.graphql and gql/', run: checkGenerated },
  { name: 'who imports whom (dependency-cruiser)', run: () => quiet(checkImports()) },
  { name: 'docs/fidelity.md', run: () => quiet(checkFidelity()) },
  { name: 'migrations match the schema', run: () => quiet(node(['tools/migrate.mjs', 'check'])) },
]

const quiet = async (work) => {
  await work
}

const checkImports = () =>
  node([
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...['apps', 'packages', 'tests', 'tools'],
    '--config',
    '.dependency-cruiser.cjs',
  ])

/** The document is made by a test, which fails where the codecs do something else. */
const checkFidelity = () =>
  node(['../../node_modules/vitest/vitest.mjs', 'run', 'src/testing/fidelity'], {
    cwd: 'packages/protocols',
    env: { CI: 'true' },
  })

/** In this order: the schema is printed by the built admin-api, the console's types are made from the schema. */
async function checkGenerated() {
  const problems = []
  const attempt = (work) => work().catch((error) => problems.push(sentenceOf(error)))
  await attempt(() => turbo(['run', 'typecheck'], captured))
  await attempt(checkSchema)
  await attempt(checkDocuments)
  if (problems.length > 0) throw new Problem(problems.join('\n'))
}

async function checkSchema() {
  await turbo(['run', 'build', '--filter=@tollgate/admin-api'], captured)
  await node(['dist/print-schema.js', '--check'], { cwd: 'apps/admin-api' })
}

/** codegen.mjs writes; what it changes was not current. */
async function checkDocuments() {
  const before = readTree(join(CONSOLE_DIR, 'gql'))
  await node(['codegen.mjs'], { cwd: CONSOLE_DIR })
  const after = readTree(join(CONSOLE_DIR, 'gql'))
  if (before !== after) throw new Problem(`${CONSOLE_DIR}/gql was not current: it is now, commit it`)
}

const readTree = (folder) =>
  JSON.stringify(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

try {
  process.chdir(ROOT)
  assertNodeVersion()
  await ensureInstalled()
  const results = await runJobs(JOBS, { concurrency: 2 })
  const failed = results.filter(({ error }) => error)
  for (const { name, error } of failed) console.error(`\n── ${name}\n${sentenceOf(error)}`)
  console.log(
    failed.length === 0 ? '\ncheck: no problems' : `\ncheck: ${failed.length} of ${results.length} steps failed`,
  )
  process.exitCode = failed.length === 0 ? 0 : 1
} catch (error) {
  console.error(sentenceOf(error))
  process.exitCode = 1
}
