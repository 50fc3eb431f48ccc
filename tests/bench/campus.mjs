// `npm run bench:campus -w @tollgate/tests`: lists, dashboards and pages of a campus at its largest.
//   node bench/campus.mjs [--users 10000] [--calls 5000000] [--ledger 0.1] [--times 20] [--no-browser]
// Loads people, keys and calls into a whole installation, waits until billing has rolled them up, and measures each question
// at the API (goal 300 ms at the 95th percentile), and pages in Chromium: first view 1.5 s, from page to page 500 ms.
// Build first (npm run build). The small form: --users 500 --calls 50000.

import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
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
const POLL_MS = 500
const WARM_UPS = 2

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    calls: { type: 'string', default: '5000000' },
    ledger: { type: 'string', default: '0.1' },
    times: { type: 'string', default: '20' },
    'no-browser': { type: 'boolean', default: false },
  },
})
const [users, calls, ledgerShare, times] = [values.users, values.calls, values.ledger, values.times].map(Number)
const withBrowser = !values['no-browser']

const stack = await startStack({
  apps: ['billing', 'admin-api', 'gateway', ...(withBrowser ? ['console'] : [])],
  env: { billing: { LOG_LEVEL: 'warn' }, 'admin-api': { LOG_LEVEL: 'warn' } },
})
console.log('the installation is up')
const pool = new pg.Pool({ connectionString: stack.databases.superuser, max: 4 })
pool.on('error', () => {}) // the server ends before the pool
let isSlow = false
try {
  const started = performance.now()
  await loadCampus(pool, { users, calls, ledgerShare }, (done) => console.log(`${done} of ${calls} calls`))
  await untilRolledUp()
  console.log(`loaded in ${fixed((performance.now() - started) / 1_000, 0)} s, load average ${fixed(loadavg()[0])}`)
  const token = await createProgramToken(stack.origin, stack.admin)
  await measureQuestions(token)
  if (withBrowser) isSlow = (await measurePages(stack, await aCourseAndModel())) || isSlow
} finally {
  await pool.end()
  await stack.stop()
}
process.exit(isSlow ? 1 : 0)

/** The rollups come to what the calls are: nothing is left to fold, and the sums agree. */
async function untilRolledUp() {
  for (;;) {
    const { rows } = await pool.query('SELECT count(*)::int AS waiting FROM (SELECT 1 FROM usage_delta LIMIT 1) d')
    if (rows[0].waiting === 0) break
    await sleep(POLL_MS)
  }
  await pool.query('VACUUM ANALYZE usage_traffic')
  await pool.query('VACUUM ANALYZE usage_key_daily')
  const { rows } = await pool.query(`SELECT
    (SELECT sum(calls) FROM usage_traffic WHERE hour IS NULL)::int AS by_day, (SELECT sum(calls) FROM usage_hourly)::int AS hourly,
    (SELECT count(*) FROM usage_hourly)::int AS hourly_rows, (SELECT count(*) FROM usage_traffic)::int AS traffic_rows,
    (SELECT count(*) FROM usage_key_daily)::int AS key_rows, pg_size_pretty(pg_database_size(current_database())) AS size`)
  console.log(rows[0])
  if (rows[0].by_day !== calls || rows[0].hourly !== calls) throw new Error('the rollups do not come to the calls')
}

async function aCourseAndModel() {
  const { rows } =
    await pool.query(`SELECT k.user_id AS "userId", k.id AS "keyId", k.course_id AS "courseId", u.wallet_account_id AS "accountId",
    (SELECT id FROM bench_channel LIMIT 1) AS "channelId", (SELECT id FROM bench_model LIMIT 1) AS "modelId",
    (SELECT name FROM bench_model LIMIT 1) AS "modelName"
    FROM bench_key k JOIN bench_user u ON u.id = k.user_id WHERE k.course_id IS NOT NULL
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
