// docker-compose.yml against docs/environment.md and the repository. The containers themselves are not run by our tests.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { variablesOf } from '../infra/environment.mjs'
import { SERVICES as NATS_SERVICES } from '../infra/nats-config.mjs'
import { ROOT } from '../infra/root.mjs'

const read = (path) => readFileSync(join(ROOT, path), 'utf8')
const compose = parse(read('docker-compose.yml'), { merge: true })
const KIND = {
  'gateway-1': 'gateway',
  'gateway-2': 'gateway',
  'billing-1': 'billing',
  'billing-2': 'billing',
  'admin-api': 'admin-api',
  console: 'console',
}
const services = Object.entries(KIND).map(([name, kind]) => ({ name, kind, ...compose.services[name] }))

/** Variables without a default, marked with a dash in the table of the service. */
function requiredOf(kind) {
  const section = read('docs/environment.md')
    .split(/^## /m)
    .find((text) => text.startsWith(`${kind}\n`))
  const rows = section.split('\n').filter((line) => /^\| `[^|]*\| – \|/.test(line))
  const own = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name))
  return kind === 'console' ? own : ['NATS_URL', 'NATS_USER', 'NATS_PASSWORD', ...own]
}

it.each(services)('$name gets variables that exist and all that it needs', ({ kind, environment }) => {
  const names = Object.keys(environment)
  expect(names.filter((name) => !variablesOf(kind).includes(name))).toEqual([])
  expect(requiredOf(kind).filter((name) => !names.includes(name))).toEqual([])
  expect(requiredOf(kind).length).toBeGreaterThan(0)
})

it('gateways have a node id of their own and one volume of journals, gateway and console no database', () => {
  const gateways = services.filter(({ kind }) => kind === 'gateway')
  expect(new Set(gateways.map(({ environment }) => environment.NODE_ID)).size).toBe(gateways.length)
  expect(new Set(gateways.flatMap(({ volumes }) => volumes)).size).toBe(1)
  for (const { kind, environment } of services)
    expect([kind, 'DATABASE_URL' in environment]).toEqual([kind, ['billing', 'admin-api'].includes(kind)])
})

it('each service is its own user of NATS and its own role of PostgreSQL', () => {
  for (const { kind, environment } of services.filter(({ environment }) => environment.NATS_USER)) {
    expect(environment.NATS_USER).toBe(kind)
    expect(Object.keys(NATS_SERVICES)).toContain(kind)
  }
  expect(compose.services['admin-api'].environment.DATABASE_URL).toContain('tollgate_admin:')
  expect(compose.services['billing-1'].environment.DATABASE_URL).toContain('tollgate_billing:')
})

it('every file that it names is there, every variable is in the example, no secret is written down', () => {
  const text = read('docker-compose.yml')
  for (const { build } of Object.values(compose.services))
    if (build) expect(existsSync(join(ROOT, build.dockerfile))).toBe(true)
  for (const [, path] of text.matchAll(/'(\.\/[^:']+):/g))
    expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
  const example = new Set([...read('tools/compose/env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name))
  for (const [, name] of text.matchAll(/\$\{([A-Z_]+):\?/g)) expect(example).toContain(name)
  for (const { environment } of Object.values(compose.services))
    for (const [name, value] of Object.entries(environment ?? {}))
      if (/PASSWORD|MASTER_KEY|DATABASE_URL/.test(name))
        expect([name, value]).toEqual([name, expect.stringContaining('${')])
})

it.each(['gateway', 'billing', 'admin-api'])('the container of %s starts it as its start script does', (name) => {
  const [, command] = /^CMD (.*)$/m.exec(read(`apps/${name}/Dockerfile`)) ?? []
  const args = JSON.parse(command).filter((arg) => arg !== '--enable-source-maps')
  expect(args.join(' ')).toBe(JSON.parse(read(`apps/${name}/package.json`)).scripts.start)
})
