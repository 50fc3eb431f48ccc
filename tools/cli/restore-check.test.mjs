// What a restored database lacks, found in stream LEDGER and posted again, on real servers.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databaseUrls } from '../infra/database-urls.mjs'
import { startNatsServer } from '../infra/nats-server.mjs'
import { startPostgres } from '../infra/postgres.mjs'
import { ROOT } from '../infra/root.mjs'
import { readSecrets } from '../infra/secrets.mjs'
import { migrate } from '../migrate.mjs'

const FUNDING = '00000000-0000-0000-0000-000000000002'
const BIG_NANOS = '9007199254740993' // a float would make it …992
const ids = Object.fromEntries(
  [
    'admin',
    'user',
    'wallet',
    'group',
    'model',
    'key',
    'batch',
    'code',
    'stranger',
    'price',
    'grant',
    'redeem',
    'lost',
  ].map((name) => [name, randomUUID()]),
)
let folder
let postgres
let nats
let client

const tollgate = (...args) =>
  new Promise((resolve) => {
    const { DATABASE_URL: _url, ...rest } = process.env
    const env = { ...rest, DATA_DIR: folder, OWNER_DATABASE_URL: postgres.ownerUrl, NATS_URL: nats.url }
    execFile(process.execPath, [join(ROOT, 'tools/cli.mjs'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
const query = async (sql, values) => (await client.query(sql, values)).rows

/** A transaction of two legs as billing posts it, its effects included. */
async function post({ id, kind, accountId, amount, meta }) {
  await query('BEGIN')
  await query(
    `INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta) VALUES ($1, $2, $3, '2026-11-21', '2026-11', $4)`,
    [id, kind, `${kind}:${id}`, meta],
  )
  await query('INSERT INTO ledger_entry (txn_id, account_id, amount) VALUES ($1, $2, $3), ($1, $4, -$3::bigint)', [
    ...[id, accountId, amount, FUNDING],
  ])
  await query('UPDATE account SET balance = balance + $2 WHERE id = $1', [accountId, amount])
  await query('COMMIT')
}

/** What billing's job does, with the same text. */
async function publishOutbox() {
  const connection = await connect({ servers: nats.url })
  const manager = await jetstreamManager(connection)
  await manager.streams.add({ name: 'LEDGER', subjects: ['ledger.v1.>'], max_bytes: 1_000_000 })
  const rows = await query('SELECT id, kind, record::text AS record FROM ledger_outbox ORDER BY id')
  for (const { id, kind, record } of rows)
    await jetstream(connection).publish(`ledger.v1.${kind}`, JSON.stringify({ v: 1, kind, outboxId: id, record }))
  await connection.close()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-restore-check-'))
  chmodSync(folder, 0o755)
  const passwords = readSecrets(folder).postgres
  postgres = await startPostgres({ port: 0, dir: join(folder, 'pg'), passwords })
  nats = await startNatsServer({ port: 0, dir: join(folder, 'nats') })
  await migrate(databaseUrls(postgres.ownerUrl, {}, passwords))
  client = new pg.Client({ connectionString: postgres.superuserUrl })
  await client.connect()
  await query(
    `INSERT INTO app_user (id, username, role, wallet_account_id, state) VALUES ($1, 'root', 'root', $2, 'active')`,
    [...[ids.admin, randomUUID()]],
  )
  await query(`INSERT INTO app_user (id, username, wallet_account_id, state) VALUES ($1, '2200011111', $2, 'active')`, [
    ...[ids.user, ids.wallet],
  ])
  await query(`INSERT INTO account (id, kind, owner_user_id) VALUES ($1, 'wallet', $2), ($3, 'wallet', NULL)`, [
    ...[ids.wallet, ids.user, ids.stranger],
  ])
  await query(`INSERT INTO access_group (id, name) VALUES ($1, 'default')`, [ids.group])
  await query(`INSERT INTO model (id, name) VALUES ($1, 'a/b')`, [ids.model])
  await query(
    `INSERT INTO api_key (id, kind, user_id, name, hash, group_id, payer_account_id, state) VALUES ($1, 'secret', $2, 'k', 'h', $3, $4, 'active')`,
    [ids.key, ids.user, ids.group, ids.wallet],
  )
  await query(`INSERT INTO redeem_batch (id, name, amount_nanos, created_by_user_id) VALUES ($1, 'autumn', 500, $2)`, [
    ...[ids.batch, ids.admin],
  ])
  await query(`INSERT INTO redeem_code (id, batch_id, hash, last_four) VALUES ($1, $2, 'hash', 'abcd')`, [
    ...[ids.code, ids.batch],
  ])
})
afterAll(async () => {
  await client?.end()
  await nats?.stop()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What was done after the backup; then the database goes back to it. */
async function loseAnHour() {
  const actor = { actorUserId: ids.admin, reason: 'test' }
  await post({
    id: ids.grant,
    kind: 'grant',
    accountId: ids.wallet,
    amount: BIG_NANOS,
    meta: { ...actor, expiresAtMs: 1_900_000_000_000 },
  })
  await post({
    id: ids.redeem,
    kind: 'redeem',
    accountId: ids.wallet,
    amount: '500',
    meta: { actorUserId: ids.user, codeId: ids.code },
  })
  await post({ id: ids.lost, kind: 'grant', accountId: ids.stranger, amount: '7', meta: actor })
  await query(
    `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos) VALUES ($1, $2, now(), $3, 0)`,
    [ids.price, ids.model, BIG_NANOS],
  )
  await query(`UPDATE api_key SET state = 'leaked', state_reason = 'on a page', revoked_at = now() WHERE id = $1`, [
    ids.key,
  ])
  await publishOutbox()
  await query(`SET session_replication_role = replica`)
  for (const table of ['ledger_entry', 'ledger_txn', 'price_version', 'grant_lot', 'ledger_outbox'])
    await query(`DELETE FROM ${table}`)
  await query(`UPDATE account SET balance = 0`)
  await query('DELETE FROM account WHERE id = $1', [ids.stranger])
  await query(`UPDATE api_key SET state = 'active', state_reason = NULL, revoked_at = NULL`)
  await query(`SET session_replication_role = origin`)
}

it('G10 names what is missing, posts it once in exact integers, and finds nothing the second time', async () => {
  await loseAnHour()
  const listed = await tollgate('restore-check', '--json')
  expect(listed.stdout).not.toContain('"error"')
  const { missing } = JSON.parse(listed.stdout)
  expect(listed.code).toBe(1)
  expect(missing.map(({ kind, id, obstacle }) => [kind, id, obstacle])).toEqual([
    ['transaction', ids.grant, null],
    ['transaction', ids.redeem, null],
    ['transaction', ids.lost, expect.stringContaining('its account is unknown')],
    ['price_version', ids.price, null],
    ['key_state', ids.key, null],
  ])
  expect(await query('SELECT 1 FROM ledger_txn')).toEqual([])

  const applied = await tollgate('restore-check', '--apply', '--yes')
  expect(applied.stderr).toBe('')
  expect(applied.stdout).toContain(`posted   transaction ${ids.grant}: grant 9007199.254740993 to ${ids.wallet}`)
  expect(await query('SELECT balance FROM account WHERE id = $1', [ids.wallet])).toEqual([
    { balance: '9007199254741493' },
  ])
  expect(await query('SELECT id, amount, expires_at::text FROM grant_lot ORDER BY amount')).toEqual([
    { id: ids.redeem, amount: '500', expires_at: null },
    { id: ids.grant, amount: BIG_NANOS, expires_at: expect.stringContaining('2030') },
  ])
  expect(await query('SELECT redeemed_by_user_id, txn_id FROM redeem_code')).toEqual([
    { redeemed_by_user_id: ids.user, txn_id: ids.redeem },
  ])
  expect(await query('SELECT input_per_million_nanos FROM price_version')).toEqual([
    { input_per_million_nanos: BIG_NANOS },
  ])
  expect(await query('SELECT state, state_reason FROM api_key')).toEqual([
    { state: 'leaked', state_reason: 'on a page' },
  ])
  expect(
    await query('SELECT txn_id FROM ledger_entry GROUP BY txn_id HAVING sum(amount) <> 0 OR count(*) <> 2'),
  ).toEqual([])

  const again = JSON.parse((await tollgate('restore-check', '--apply', '--yes', '--json')).stdout)
  expect([again.posted, again.missing.map(({ id }) => id)]).toEqual([[], [ids.lost]])
})

it('leaves a key alone that an administrator has allowed again since', async () => {
  await query(`UPDATE api_key SET state = 'active' WHERE id = $1`, [ids.key])
  expect(JSON.parse((await tollgate('restore-check', '--json')).stdout).missing.map(({ id }) => id)).toEqual([ids.lost])
})
