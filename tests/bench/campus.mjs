// `npm run bench:campus -w @tollgate/tests`: lists, dashboards and pages of a campus at its largest.
//   node bench/campus.mjs [--users 10000] [--calls 5000000] [--ledger 0.25] [--times 20] [--no-browser] [--keep folder] [--only text]
// Loads people, keys and calls into a whole installation and measures each question at the API (goal 300 ms at the 95th
// percentile), and pages in Chromium: first view 1.5 s, from page to page 500 ms. The folder of --keep holds the installation
// afterwards, and is measured again without loading. --only: questions whose name holds this, and no pages.
// Build first (npm run build). The small form: --users 500 --calls 50000.

import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { startStack } from '@tollgate/testkit'
import pg from 'pg'
import { loadCampus } from './campus-data.mjs'
import { measurePages } from './campus-pages.mjs'
import { questionsOf } from './campus-questions.mjs'
import { createProgramToken, graphql } from './graphql.mjs'
import { percentile } from './statistics.mjs'
import { fixed, toTable, verdict } from './table.mjs'

const MOST_QUESTION_MS = 300
const WARM_UPS = 2

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    calls: { type: 'string', default: '5000000' },
    ledger: { type: 'string', default: '0.25' },
    times: { type: 'string', default: '20' },
    'no-browser': { type: 'boolean', default: false },
    keep: { type: 'string' },
    only: { type: 'string' },
  },
})
const [users, calls, ledgerShare, times] = [values.users, values.calls, values.ledger, values.times].map(Number)
const withBrowser = !values['no-browser'] && values.only === undefined

const stack = await startStack({
  ...(values.keep && { dir: values.keep }),
  apps: [],
  env: { billing: { LOG_LEVEL: 'warn' }, 'admin-api': { LOG_LEVEL: 'warn' } },
})
const pool = new pg.Pool({ connectionString: stack.databases.superuser, max: 4 })
pool.on('error', () => {}) // the server ends before the pool
let isSlow = false
try {
  if (await isLoaded()) console.log('loaded before')
  else await load()
  for (const app of ['billing', 'admin-api', 'gateway', ...(withBrowser ? ['console'] : [])])
    await stack.apps[app].start()
  console.log(`the installation is up, ${stack.origin}, database ${stack.databases.superuser}`)
  const token = await createProgramToken(stack.origin, stack.admin)
  await measureQuestions(token)
  if (withBrowser) isSlow = (await measurePages(stack, await aCourseAndModel())) || isSlow
} finally {
  await pool.end()
  await stack.stop()
}
process.exit(isSlow ? 1 : 0)

async function load() {
  const started = performance.now()
  const told = (what) => console.log(`${fixed((performance.now() - started) / 1_000, 0)} s: ${what}`)
  await loadCampus(pool, { users, calls, ledgerShare }, told)
  await assertRolledUp()
  console.log(`loaded in ${fixed((performance.now() - started) / 1_000, 0)} s, load average ${fixed(loadavg()[0])}`)
}

async function isLoaded() {
  const { rows } = await pool.query(`SELECT to_regclass('bench.key') IS NOT NULL AS is_begun`)
  if (rows[0].is_begun) await assertRolledUp()
  return rows[0].is_begun
}

/** The rollups come to what the calls are. */
async function assertRolledUp() {
  const { rows } = await pool.query(`SELECT
    (SELECT sum(calls) FROM usage_traffic WHERE hour IS NULL)::int AS by_day, (SELECT sum(calls) FROM usage_hourly)::int AS hourly,
    (SELECT sum(calls) FROM usage_person_sum WHERE dimension = 'user' AND span = 'year')::int AS by_key,
    (SELECT count(*) FROM usage_hourly)::int AS hourly_rows, (SELECT count(*) FROM usage_traffic)::int AS traffic_rows,
    (SELECT count(*) FROM usage_person_sum)::int AS person_rows, pg_size_pretty(pg_database_size(current_database())) AS size`)
  console.log(rows[0])
  for (const sum of [rows[0].by_day, rows[0].hourly, rows[0].by_key])
    if (sum !== calls) throw new Error('the rollups do not come to the calls')
}

async function aCourseAndModel() {
  const { rows } =
    await pool.query(`SELECT k.user_id AS "userId", k.id AS "keyId", k.course_id AS "courseId", u.wallet_account_id AS "accountId",
    (SELECT id FROM bench.channel LIMIT 1) AS "channelId", (SELECT id FROM bench.model LIMIT 1) AS "modelId",
    (SELECT name FROM bench.model LIMIT 1) AS "modelName"
    FROM bench.key k JOIN bench.user u ON u.id = k.user_id WHERE k.course_id IS NOT NULL
      AND EXISTS (SELECT FROM usage_record r WHERE r.key_id = k.id) LIMIT 1`)
  return rows[0]
}

async function measureQuestions(token) {
  const zone = (await graphql(stack.origin, { token }, '{ installation { timeZone } }')).installation.timeZone
  const day = (ago) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(Date.now() - ago * 86_400_000)
  const { usage } = await graphql(stack.origin, { token }, '{ usage(first: 100) { pageInfo { endCursor } } }')
  const ids = { ...(await aCourseAndModel()), after: usage.pageInfo.endCursor }
  const rows = []
  for (const [name, query, variables] of questionsOf(ids, day)) {
    if (values.only !== undefined && !name.includes(values.only)) continue
    const measured = []
    for (let i = 0; i < times + WARM_UPS; i += 1) {
      const started = performance.now()
      await graphql(stack.origin, { token }, query, variables)
      measured.push(performance.now() - started)
    }
    const sorted = measured.slice(WARM_UPS).sort((a, b) => a - b)
    const [half, most] = [percentile(sorted, 0.5), percentile(sorted, 0.95)]
    if (most > MOST_QUESTION_MS) isSlow = true
    rows.push([name, fixed(half, 0), fixed(most, 0), verdict(most, MOST_QUESTION_MS)])
    console.log(rows.at(-1).join(' · ')) // a run that is broken off has told something
  }
  console.log(`\nQuestions at the API, ${times} times each, ms, load average ${fixed(loadavg()[0])}:`)
  console.log(toTable(['question', 'p50', 'p95', `≤ ${MOST_QUESTION_MS}`], rows))
}
