// The owner's way into the database of this installation: the one given by OWNER_DATABASE_URL, the running embedded one,
// or the embedded one started for as long as it is needed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { DATA_DIR } from '../infra/data-dir.mjs'
import { startPostgres } from '../infra/postgres.mjs'
import { Problem } from '../infra/problem.mjs'
import { findRunning } from '../infra/running.mjs'
import { readSecrets } from '../infra/secrets.mjs'

const OWNER = 'tollgate_owner'
const DATABASE = 'tollgate'

/** Whether DATA_DIR holds an installation, or an external database is named. */
export const hasLocalInstallation = () => externalUrl() !== undefined || existsSync(join(DATA_DIR, 'pg', 'PG_VERSION'))

export const externalUrl = () => process.env.OWNER_DATABASE_URL ?? process.env.DATABASE_URL

/**
 * @param work called with the owner's URL
 * @param options.canCreate start an empty database where there is none yet
 */
export async function withOwnerUrl(work, { canCreate = false } = {}) {
  const external = externalUrl()
  if (external) return work(external)
  if (!canCreate && !hasLocalInstallation())
    throw new Problem(
      `there is no installation in ${DATA_DIR}: run \`npm start\` first, or set DATA_DIR or OWNER_DATABASE_URL`,
    )
  const running = findRunning()
  if (running?.postgresPort) return work(ownerUrlAt(running.postgresPort))
  if (running) throw new Problem('Tollgate is just starting here: wait until everything is up')
  const server = await startPostgres({ port: 0, passwords: readSecrets().postgres })
  try {
    return await work(server.ownerUrl)
  } finally {
    await server.stop()
  }
}

const ownerUrlAt = (port) =>
  `postgresql://${OWNER}:${encodeURIComponent(readSecrets().postgres[OWNER])}@127.0.0.1:${port}/${DATABASE}`

/** @param work called with a connected client */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** All or nothing. */
export async function inTransaction(client, work, mode = '') {
  await client.query(`BEGIN ${mode}`)
  try {
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
