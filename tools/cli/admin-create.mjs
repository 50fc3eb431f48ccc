// The way in when nobody can log in: works on the database as its owner, so that it needs neither admin-api nor a session.
import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { Problem } from '../infra/problem.mjs'
import { randomPassword } from '../infra/secrets.mjs'
import { inTransaction, withClient, withOwnerUrl } from './local-database.mjs'

const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/
/** Argon2id (2) with OWASP's minimum, as admin-api makes them; it re-hashes at the next log-in if its own cost is higher. */
const PASSWORD_COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export async function runAdminCreate({ options, output }) {
  const username = options.username.toLowerCase()
  if (!USERNAME.test(username)) throw new Problem('a user name is letters, digits and ._@-, at most 64')
  const password = randomPassword()
  const passwordHash = await hash(password, PASSWORD_COST)
  const isNew = await withOwnerUrl((url) =>
    withClient(url, async (client) => {
      const { rows } = await client.query('SELECT id, role FROM app_user WHERE username = $1', [username])
      const [user] = rows
      if (user)
        await output.confirm(
          `"${username}" exists: its password is replaced, its sessions and tokens end, its role becomes root.`,
        )
      await inTransaction(client, () =>
        user ? reset(client, user, passwordHash) : create(client, username, passwordHash),
      )
      return user === undefined
    }),
  )
  output.result(
    { username, password, isNew },
    `${isNew ? 'created' : 'reset'} ${username}\npassword: ${password}\nshown this once; change it after logging in`,
  )
}

async function create(client, username, passwordHash) {
  const id = randomUUID()
  await client.query(
    `INSERT INTO app_user (id, username, password_hash, must_change_password, role, state, wallet_account_id)
     VALUES ($1, $2, $3, true, 'root', 'active', $4)`,
    [id, username, passwordHash, randomUUID()],
  )
  await audit(client, { action: 'user:create', id, before: null, after: { username, role: 'root' } })
}

async function reset(client, user, passwordHash) {
  await client.query(
    `UPDATE app_user SET password_hash = $2, must_change_password = true, role = 'root', state = 'active', deleted_at = NULL
     WHERE id = $1`,
    [user.id, passwordHash],
  )
  for (const table of ['session', 'personal_access_token'])
    await client.query(`UPDATE ${table} SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL`, [user.id])
  await audit(client, {
    action: 'user:reset-password',
    id: user.id,
    before: { role: user.role },
    after: { role: 'root' },
  })
}

const audit = (client, { action, id, before, after }) =>
  client.query(
    `INSERT INTO audit_log (actor_kind, action, target_kind, target_id, before, after, reason)
     VALUES ('cli', $1, 'user', $2, $3, $4, 'tollgate admin create')`,
    [action, id, before && JSON.stringify(before), JSON.stringify(after)],
  )
