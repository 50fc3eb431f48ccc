import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databaseUrls } from '../infra/database-urls.mjs'
import { migrate } from '../migrate.mjs'
import { startMigratedPostgres } from './migrated-postgres.mjs'

const PASSWORDS = { postgres: "p'/@", tollgate_owner: 'o %', tollgate_billing: "b'/@", tollgate_admin: 'ä"' }

let folder
let server
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-migrated-'))
  chmodSync(folder, 0o755)
  server = await startMigratedPostgres({ dir: join(folder, 'pg'), passwords: PASSWORDS })
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('has every migration and the passwords it was given, no others', async () => {
  const urls = databaseUrls(server.ownerUrl, {}, PASSWORDS)
  for (const url of [server.superuserUrl, ...Object.values(urls)]) {
    expect(await roleOf(url)).toBe(new URL(url).username)
    const wrong = new URL(url)
    wrong.password = new URL(url).username[0]
    expect(await roleOf(wrong.href)).toBe('28P01')
  }
  expect(await migrate(urls)).toEqual([])
})

/** Who a URL makes one, or the code of the refusal. */
async function roleOf(connectionString) {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    return (await client.query('select current_user')).rows[0].current_user
  } catch (error) {
    return error.code
  } finally {
    await client.end()
  }
}
