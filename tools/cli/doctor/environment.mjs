// The variables that people set by hand.
import { HOST, PUBLIC_URL } from '../../infra/apps.mjs'
import { ok, problem, warning } from './finding.mjs'

const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost']
const KEY_BYTES = 32

export const examineEnvironment = async () => examineVariables(process.env, { host: HOST, publicUrl: PUBLIC_URL })

/** Pure. @param effective { host, publicUrl } after defaults */
export function examineVariables(env, { host, publicUrl }) {
  const findings = [
    ...examineNumbers(env),
    examineMasterKey(env),
    ...examineOrigin(host, publicUrl),
    ...examineRoles(env),
  ]
  return findings.filter((finding) => finding !== undefined)
}

function examineNumbers(env) {
  return Object.entries(env)
    .filter(([name, value]) => /^(GATEWAY|CONSOLE|ADMIN_API|BILLING|DEMO_UPSTREAM)_PORT$/.test(name) && !isPort(value))
    .map(([name, value]) => problem(name, `"${value}" is no port`, 'a whole number from 1 to 64535'))
}

const isPort = (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 64_535 // health is 1000 above

function examineMasterKey({ MASTER_KEY }) {
  if (MASTER_KEY === undefined) return undefined
  return Buffer.from(MASTER_KEY, 'base64').length === KEY_BYTES
    ? ok('MASTER_KEY', 'given')
    : problem(
        'MASTER_KEY',
        'is not the base64 of 32 bytes',
        'openssl rand -base64 32; never change it once data is sealed with it',
      )
}

function examineOrigin(host, publicUrl) {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined
  if (!url || url.origin !== publicUrl.replace(/\/$/, ''))
    return [problem('PUBLIC_URL', `"${publicUrl}" is no origin`, 'http(s)://host[:port] without a path')]
  const isPublic = !LOOPBACK_HOSTS.includes(host) || !LOOPBACK_HOSTS.includes(url.hostname)
  return isPublic && url.protocol === 'http:'
    ? [warning('PUBLIC_URL', `${publicUrl} is plain http`, 'put TLS in front (docker-compose.yml shows Caddy)')]
    : [ok('PUBLIC_URL', publicUrl)]
}

function examineRoles({ BILLING_DATABASE_URL, ADMIN_DATABASE_URL, OWNER_DATABASE_URL }) {
  if (OWNER_DATABASE_URL || (!BILLING_DATABASE_URL && !ADMIN_DATABASE_URL)) return []
  return [problem('OWNER_DATABASE_URL', 'is missing, though a role has a database', 'give all three, or none')]
}
