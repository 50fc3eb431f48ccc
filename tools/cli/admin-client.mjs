// The CLI's way to GraphQL: PUBLIC_URL with TOLLGATE_TOKEN, or the installation of this folder with its own secrets. There
// the owner of the database writes the hash of a token that lives for minutes and is revoked at the end.
import { randomUUID } from 'node:crypto'
import { Problem } from '../infra/problem.mjs'
import { findRunning } from '../infra/running.mjs'
import { withClient, withOwnerUrl } from './local-database.mjs'

const TOKEN_LIFE = '5 minutes'
const ASK_TIMEOUT_MS = 120_000

/** @param work called with `ask(query, variables)`, which returns the data or throws a Problem */
export async function withAdminApi(work) {
  const { TOLLGATE_TOKEN, PUBLIC_URL = 'http://localhost:8080' } = process.env
  if (TOLLGATE_TOKEN) return work(askAt(`${PUBLIC_URL.replace(/\/$/, '')}/graphql`, TOLLGATE_TOKEN))
  const running = findRunning()
  if (!running?.adminApiUrl)
    throw new Problem(
      'nothing runs here: start Tollgate, or set PUBLIC_URL and TOLLGATE_TOKEN (a personal access token)',
    )
  return withOwnerUrl((url) =>
    withClient(url, async (client) => {
      const token = await insertToken(client)
      try {
        return await work(askAt(running.adminApiUrl, token.secret))
      } finally {
        await client.query('UPDATE personal_access_token SET revoked_at = now() WHERE id = $1', [token.id])
      }
    }),
  )
}

async function insertToken(client) {
  const { describeApiKey, hashApiKey, mintApiKey } = await importCredentials()
  const secret = mintApiKey('a')
  const id = randomUUID()
  const { prefix, lastFour } = describeApiKey(secret)
  const { rowCount } = await client.query(
    `INSERT INTO personal_access_token (id, user_id, name, token_hash, prefix, last_four, expires_at)
     SELECT $1, id, 'tollgate CLI', $2, $3, $4, now() + interval '${TOKEN_LIFE}'
     FROM app_user WHERE role = 'root' AND state = 'active' AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1`,
    [id, hashApiKey(secret), prefix, lastFour],
  )
  if (rowCount === 0) throw new Problem('there is no administrator: run `npx tollgate admin create --username NAME`')
  return { id, secret }
}

async function importCredentials() {
  try {
    return await import('../../packages/protocols/dist/credentials/index.js')
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Problem('the packages are not built: run `npm run build`')
  }
}

/** GraphQL over HTTP with a bearer token. */
function askAt(url, token) {
  return async (query, variables) => {
    const response = await send(url, token, { query, variables })
    const answer = await readJson(response)
    const [error] = answer?.errors ?? []
    if (error) throw new Problem(`${error.extensions?.code ?? response.status}: ${error.message}`)
    if (!answer?.data) throw new Problem(`${url} answered ${response.status} and no GraphQL`)
    return answer.data
  }
}

async function send(url, token, body) {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'apollo-require-preflight': '1',
        'accept-language': 'en', // as the rest of what the CLI says
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
      redirect: 'error',
    })
  } catch (error) {
    throw new Problem(`${url} does not answer: ${error.cause?.message || error.cause?.code || error.message}`)
  }
}

async function readJson(response) {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
