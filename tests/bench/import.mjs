// `npm run bench:import --workspace=@tollgate/tests`: what an import of many channels costs, first and again.
//   node bench/import.mjs --channels 1000 --keys 2
// Through the public origin, as console and command line do it, into a whole installation. Build first (npm run build).
import { parseArgs } from 'node:util'
import { startStack } from '@tollgate/testkit'
import { createProgramToken, graphql } from './graphql.mjs'

const GOAL_MS = 5_000
const IMPORT = `mutation ($input: ImportCatalogInput!) {
  importCatalog(input: $input) { changes { action } faults { row } problems { message } }
}`

const { values } = parseArgs({
  options: { channels: { type: 'string', default: '1000' }, keys: { type: 'string', default: '2' } },
})
const [channelCount, keyCount] = [values.channels, values.keys].map(Number)

const file = {
  models: Array.from({ length: channelCount }, (_, channel) => ({
    name: `bench-${channel}`,
    endpoint: `http://10.${(channel >> 16) & 255}.${(channel >> 8) & 255}.${channel & 255}:8000`,
    deployment: `model-${channel % 50}`,
    type: 'chat',
    keys: Array.from({ length: keyCount }, (_, key) => `key-of-channel-${channel}-${key}`),
  })),
}

const stack = await startStack()
try {
  const token = await createProgramToken(stack.origin, stack.admin)
  const run = async (dryRun) => {
    const startedAt = performance.now()
    const { importCatalog } = await graphql(stack.origin, { token }, IMPORT, {
      input: { text: JSON.stringify(file), dryRun },
    })
    if (importCatalog.problems.length > 0) throw new Error(JSON.stringify(importCatalog.problems))
    const changed = importCatalog.changes.filter(({ action }) => action !== 'KEEP').length
    return { ms: performance.now() - startedAt, changed }
  }
  const rows = []
  for (const [what, isDryRun] of [
    ['dry run', true],
    ['import', false],
    ['the same again', false],
  ]) {
    const { ms, changed } = await run(isDryRun)
    rows.push({ what, changed, ms: Math.round(ms) })
  }
  console.log(`${channelCount} channels of ${keyCount} keys`)
  for (const { what, changed, ms } of rows)
    console.log(`${what.padEnd(16)} ${String(changed).padStart(6)} changes ${String(ms).padStart(7)} ms`)
  const [, first] = rows
  const isMet = first.ms <= GOAL_MS
  console.log(`goal: ${GOAL_MS} ms for the import: ${isMet ? 'met' : 'NOT met'}`)
  process.exitCode = isMet ? 0 : 1
} finally {
  await stack.stop()
}
