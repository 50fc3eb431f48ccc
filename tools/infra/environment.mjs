// Which variables each program may see; docs/environment.md says what they mean, environment.test.mjs compares the two.

/** What any program needs from the system that it runs on. */
const SYSTEM = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
]

/** Of every service. */
const COMMON = ['NATS_URL', 'NATS_USER', 'NATS_PASSWORD', 'HOST', 'PORT', 'HEALTH_PORT', 'TZ', 'LOG_LEVEL']

/** Names that the launcher sets itself, whatever its own environment says. */
const COMPUTED = {
  gateway: ['NODE_ID', 'OUTBOX_DIR', 'PUBLIC_URL', 'MASTER_KEY', 'EGRESS_ALLOW', 'CONSOLE_URL', 'ADMIN_API_URL'],
  billing: ['DATABASE_URL', 'NODE_ID'],
  'admin-api': ['DATABASE_URL', 'PUBLIC_URL', 'MASTER_KEY', 'ADMIN_USERNAME', 'ADMIN_PASSWORD'],
  console: ['ADMIN_API_URL', 'PUBLIC_URL'],
}

/** Settings that are handed on as they are. TRUST_PROXY speaks of the public door: admin-api's own stays at its default. */
const HANDED_ON = {
  gateway: [
    'EGRESS_ALLOW_LOCKED',
    'QUOTA_STATUS',
    'TRUST_PROXY',
    'BODY_LIMIT_BYTES',
    'BODY_IN_FLIGHT_BYTES',
    'MAX_INFLIGHT',
    'MAX_INFLIGHT_PER_KEY',
    'LEASE_WAIT_MS',
    'LEASE_TTL_MS',
    'LEASE_GRACE_MS',
    'LEASE_SLAB_SECONDS',
    'UPSTREAM_HEADER_TIMEOUT_MS',
    'UPSTREAM_IDLE_TIMEOUT_MS',
    'UPSTREAM_TIMEOUT_MS',
    'DRAIN_TIMEOUT_MS',
    'SHUTDOWN_TIMEOUT_MS',
    'OUTBOX_ADOPT_AFTER_MS',
    'OUTBOX_BALLAST_BYTES',
    'OUTBOX_KEEP_MS',
    'OUTBOX_MAX_BYTES',
  ],
  billing: ['LEASE_TTL_MS', 'LEASE_GRACE_MS', 'LEASE_SLAB_MAX', 'USAGE_MAX_BYTES', 'USAGE_KEEP_MS', 'LEDGER_MAX_BYTES'],
  'admin-api': [
    'EGRESS_ALLOW_LOCKED',
    'CONVERSATION_RETENTION_DAYS',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'OIDC_LABEL',
    'OIDC_SCOPES',
    'OIDC_USERNAME_CLAIM',
    'OIDC_GROUPS_CLAIM',
    'OIDC_GROUP_MAP',
    'OIDC_SIGN_UP',
  ],
  console: [],
}

/** Not handed on, but a service reads it when it is set by hand. */
const OWN_DEFAULT = { 'admin-api': ['TRUST_PROXY'] }

/** Every variable that a service reads, the common ones included. */
export const variablesOf = (name) => [...COMMON, ...COMPUTED[name], ...HANDED_ON[name], ...(OWN_DEFAULT[name] ?? [])]

const pick = (env, names) => Object.fromEntries(names.filter((name) => env[name]).map((name) => [name, env[name]]))

/** The part of the launcher's own environment that the program `name` inherits. */
export const inheritedEnv = (name, env = process.env) =>
  pick(env, [...SYSTEM, 'TZ', 'LOG_LEVEL', ...(HANDED_ON[name] ?? [])])
