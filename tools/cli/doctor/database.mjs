// The database: reachable, current, and each role can do what it must and not what it must not.
import { databaseUrls } from '../../infra/database-urls.mjs'
import { sentenceOf } from '../../infra/problem.mjs'
import { findRunning } from '../../infra/running.mjs'
import { readSecrets } from '../../infra/secrets.mjs'
import { migrationNames } from '../../migrate.mjs'
import { externalUrl, hasLocalInstallation, withClient, withOwnerUrl } from '../local-database.mjs'
import { ok, problem, warning } from './finding.mjs'

const MAX_CLOCK_DIFFERENCE_MS = 2_000
const OLDEST_MAJOR = 15 // NULLS NOT DISTINCT

/** [role, table, privilege, whether it must be there] */
const RIGHTS = [
  ['tollgate_billing', 'ledger_entry', 'INSERT', true],
  ['tollgate_billing', 'ledger_entry', 'UPDATE', false],
  ['tollgate_billing', 'ledger_entry', 'DELETE', false],
  ['tollgate_admin', 'app_user', 'INSERT', true],
  ['tollgate_admin', 'ledger_txn', 'INSERT', false],
  ['tollgate_admin', 'account', 'UPDATE', false],
]

export async function examineDatabase() {
  if (!externalUrl() && !findRunning())
    return [
      ok(
        'database',
        hasLocalInstallation() ? 'there, not running: start Tollgate to have it examined' : 'not there yet',
      ),
    ]
  try {
    return await withOwnerUrl((url) => examine(databaseUrls(url, process.env, readSecrets().postgres)))
  } catch (error) {
    return [problem('database', sentenceOf(error), 'check OWNER_DATABASE_URL and that PostgreSQL runs')]
  }
}

const examine = async (urls) => [
  ...(await withClient(urls.owner, examineAsOwner)),
  await examineLogIn('tollgate_billing', urls.billing),
  await examineLogIn('tollgate_admin', urls.admin),
]

async function examineAsOwner(client) {
  const { rows } = await client.query(
    `SELECT current_setting('server_version_num')::int / 10000 AS major, clock_timestamp() AS now,
            (SELECT count(*)::int FROM pg_tables WHERE tableowner IN ('tollgate_billing', 'tollgate_admin')) AS owned`,
  )
  const [{ major, now, owned }] = rows
  const difference = Math.abs(Date.now() - now.getTime())
  return [
    major < OLDEST_MAJOR
      ? problem('PostgreSQL', `version ${major}`, `use ${OLDEST_MAJOR} or newer`)
      : ok('PostgreSQL', `version ${major}`),
    difference > MAX_CLOCK_DIFFERENCE_MS
      ? problem('clock', `differs by ${difference} ms from the database's`, 'run NTP on both machines')
      : ok('clock', 'agrees with the database'),
    await examineMigrations(client),
    owned > 0
      ? problem(
          'roles',
          `a running role owns ${owned} tables`,
          'let tollgate_owner own them, then `npx tollgate migrate`',
        )
      : ok('roles', 'no running role owns a table'),
    ...(await examineRights(client)),
  ]
}

async function examineMigrations(client) {
  const { rows } = await client.query(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  )
  const applied = new Set(rows.map(({ name }) => name))
  const missing = migrationNames().filter((name) => !applied.has(name))
  return missing.length > 0
    ? warning('migrations', `${missing.join(', ')} not applied`, '`npx tollgate migrate`, or just `npm start`')
    : ok('migrations', `${applied.size} applied`)
}

async function examineRights(client) {
  const wrong = []
  for (const [role, table, privilege, isWanted] of RIGHTS) {
    const { rows } = await client.query('SELECT has_table_privilege($1, $2, $3) AS has', [
      role,
      `public.${table}`,
      privilege,
    ])
    if (rows[0].has !== isWanted) wrong.push(`${role} ${isWanted ? 'lacks' : 'has'} ${privilege} on ${table}`)
  }
  return wrong.length > 0
    ? [problem('rights', wrong.join('; '), '`npx tollgate migrate` applies grants.sql')]
    : [ok('rights', 'as grants.sql says')]
}

async function examineLogIn(role, url) {
  try {
    await withClient(url, (client) => client.query('SELECT 1'))
    return ok(role, 'can log in')
  } catch (error) {
    return problem(
      role,
      `cannot log in: ${sentenceOf(error)}`,
      'check its password or URL; `npx tollgate migrate` sets it',
    )
  }
}
