// The bus: each service can come in, and may not do what another's money or catalog depends on.
import { connect } from '@nats-io/transport-node'
import { inboxPrefixOf } from '../../infra/nats-config.mjs'
import { sentenceOf } from '../../infra/problem.mjs'
import { findRunning } from '../../infra/running.mjs'
import { readSecrets } from '../../infra/secrets.mjs'
import { ok, problem } from './finding.mjs'

/** What each must be refused. Nobody listens there: should it be allowed, nothing happens. */
const FORBIDDEN = {
  gateway: 'billing.money.doctor',
  billing: '$KV.keys.doctor',
  'admin-api': 'usage.v1.doctor',
}
const TIMEOUT_MS = 3_000
const EXTERNAL = {
  gateway: 'GATEWAY_NATS_PASSWORD',
  billing: 'BILLING_NATS_PASSWORD',
  'admin-api': 'ADMIN_NATS_PASSWORD',
}

export async function examineNats() {
  const url = process.env.NATS_URL ?? findRunning()?.natsUrl
  if (!url) return [ok('NATS', 'not running: start Tollgate to have it examined')]
  return Promise.all(Object.keys(FORBIDDEN).map((user) => examineUser(url, user)))
}

async function examineUser(url, user) {
  const password = process.env.NATS_URL ? process.env[EXTERNAL[user]] : readSecrets().nats[user]
  if (!password)
    return problem(
      `NATS user ${user}`,
      'has no password',
      `set ${EXTERNAL[user]}: without users anybody may move money`,
    )
  try {
    const connection = await connect({
      servers: url,
      user,
      pass: password,
      inboxPrefix: inboxPrefixOf(user),
      timeout: TIMEOUT_MS,
      reconnect: false,
    })
    try {
      const isRefused = await isPublishRefused(connection, FORBIDDEN[user])
      return isRefused
        ? ok(`NATS user ${user}`, 'comes in, and is kept to its subjects')
        : problem(
            `NATS user ${user}`,
            `may publish to ${FORBIDDEN[user]}`,
            'give the server the permissions of tools/infra/nats-config.mjs',
          )
    } finally {
      await connection.close()
    }
  } catch (error) {
    return problem(`NATS user ${user}`, sentenceOf(error), 'check that nats-server runs, and the password')
  }
}

/** The server tells of a violation before it answers the next ping. */
async function isPublishRefused(connection, subject) {
  let isRefused = false
  void (async () => {
    for await (const status of connection.status()) if (status.type === 'error') isRefused = true
  })()
  connection.publish(subject, '')
  await connection.flush()
  await connection.flush()
  return isRefused
}
