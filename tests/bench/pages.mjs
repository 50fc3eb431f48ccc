// `npm run bench:pages --workspace=@tollgate/tests`: the scripts that a browser loads before a page of the console works.
//   node bench/pages.mjs [--dir ../apps/console/.next]
// From the build's own manifests: what every page loads, and what its layouts and itself add, dialogs that are closed at
// first included. Compressed as the console serves them (gzip). Build first (npm run build). Exits with 1 above a budget.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { fixed, toTable, verdict } from './table.mjs'

/** kB of 1,000 bytes. Pages of staff have no budget of their own: they are used on a desk. */
const STUDENT_KB = 250
const PLAYGROUND_KB = 400
const STAFF = /^\/(admin|finance)\//

const { values } = parseArgs({
  options: { dir: { type: 'string', default: fileURLToPath(new URL('../../apps/console/.next', import.meta.url)) } },
})
const read = (path) => readFileSync(join(values.dir, path), 'utf8')
const { rootMainFiles } = JSON.parse(read('build-manifest.json'))
const sizes = new Map()

function sizeOf(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(values.dir, decodeURIComponent(file)))).length)
  return sizes.get(file)
}

/** The manifest is a script that adds itself to a global. */
function scriptsOf(entry) {
  const context = { globalThis: {} }
  runInNewContext(read(`server/app${entry}_client-reference-manifest.js`), context)
  const [manifest] = Object.values(context.globalThis.__RSC_MANIFEST)
  return new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles ?? {}).flat()])
}

function budgetOf(route) {
  if (STAFF.test(route)) return undefined
  return route === '/playground' ? PLAYGROUND_KB : STUDENT_KB
}

const pages = Object.entries(JSON.parse(read('app-path-routes-manifest.json')))
  .filter(([entry]) => entry.endsWith('/page'))
  .map(([entry, route]) => {
    const kilobytes = [...scriptsOf(entry)].reduce((sum, file) => sum + sizeOf(file), 0) / 1_000
    return { route, kilobytes, budget: budgetOf(route) }
  })
  .sort((a, b) => b.kilobytes - a.kilobytes)

const rows = pages.map(({ route, kilobytes, budget }) => [
  ...[route, fixed(kilobytes), budget ?? '–'],
  budget === undefined ? '–' : verdict(kilobytes, budget),
])
console.log(toTable(['page', 'first load (kB, gzip)', 'budget', ''], rows))
const isMissed = pages.some(({ kilobytes, budget }) => budget !== undefined && kilobytes > budget)
process.exitCode = isMissed ? 1 : 0
