// docs/environment.md, the launcher's lists and each service's env.ts say the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inheritedEnv, variablesOf } from './environment.mjs'
import { ROOT } from './root.mjs'

const SERVICES = ['gateway', 'billing', 'admin-api', 'console']
const WITH_ENV_FILE = ['gateway', 'billing', 'admin-api']
const document = readFileSync(join(ROOT, 'docs/environment.md'), 'utf8')

/** Names in the first column of a section's table. */
function documented(heading) {
  const section = document.split(/^## /m).find((text) => text.startsWith(`${heading}\n`))
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.flatMap((row) => [...row.split('|')[1].matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name))
}

/** Keys of the zod schema. */
function readByService(name) {
  const text = readFileSync(join(ROOT, 'apps', name, 'src/env.ts'), 'utf8')
  return [...text.matchAll(/^\s+([A-Z][A-Z0-9_]+):\s*\S/gm)].map(([, variable]) => variable)
}

it.each(SERVICES)('%s: the launcher knows exactly the documented variables', (name) => {
  expect(new Set(variablesOf(name))).toEqual(new Set([...documented('All services'), ...documented(name)]))
})

it.each(WITH_ENV_FILE)('%s: env.ts reads exactly the documented variables', (name) => {
  const read = new Set([...readByService(name), 'TZ']) // Node itself reads TZ
  expect(read).toEqual(new Set([...documented('All services'), ...documented(name)]))
})

it('a service inherits its settings and the system, and no secret', () => {
  const env = {
    PATH: '/bin',
    LEASE_SLAB_MAX: '1',
    QUOTA_STATUS: '429',
    OWNER_DATABASE_URL: 'postgresql://o',
    MASTER_KEY: 'k',
    TOLLGATE_TOKEN: 't',
    AWS_SECRET: 's',
  }
  expect(inheritedEnv('billing', env)).toEqual({ PATH: '/bin', LEASE_SLAB_MAX: '1' })
  expect(inheritedEnv('gateway', env)).toEqual({ PATH: '/bin', QUOTA_STATUS: '429' })
})
