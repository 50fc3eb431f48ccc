// X11: each process holds what its own work needs and nothing else; what it does not hold it cannot do.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { describe, expect, inject, it } from 'vitest'

const stack = inject('stack')
const GATEWAY_PACKAGE = new URL('../../apps/gateway/package.json', import.meta.url)
const DATABASE_PACKAGES = /^(pg|pg-.*|@prisma\/.*|prisma|@tollgate\/db|postgres)$/

interface Manifest {
  name: string
  dependencies?: Record<string, string>
}

const environmentOf = (pid: number): string[] => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
const namesIn = (pid: number): string[] => environmentOf(pid).map((line) => line.split('=')[0] ?? '')

describe('X11: the gateway', () => {
  it('has no database in its environment', () => {
    expect(namesIn(stack.pids.gateway).filter((name) => /DATABASE|PG/.test(name))).toEqual([])
    expect(environmentOf(stack.pids.gateway).filter((line) => /postgres(ql)?:\/\//.test(line))).toEqual([])
    expect(namesIn(stack.pids.billing)).toContain('DATABASE_URL') // the look works
  })

  it('has no database driver in its tree of dependencies', () => {
    const names = dependencyNames(GATEWAY_PACKAGE)
    expect(names.size).toBeGreaterThan(30)
    expect([...names].filter((name) => DATABASE_PACKAGES.test(name))).toEqual([])
  })
})

it('X11: nobody runs with the owner`s database', () => {
  for (const pid of Object.values(stack.pids)) {
    expect(environmentOf(pid).filter((line) => line.includes('tollgate_owner'))).toEqual([])
  }
})

describe('X11: the bus', () => {
  it('is closed to who has no name', async () => {
    await expect(connect({ servers: stack.natsUrl, reconnect: false })).rejects.toThrow(/authorization/i)
  })

  it.each([
    ['gateway', 'billing.money.grant'],
    ['gateway', '$KV.keys.deadbeef'],
    ['gateway', '$JS.API.STREAM.PURGE.USAGE'],
    ['gateway', '$JS.API.CONSUMER.DURABLE.CREATE.USAGE.thief'],
    ['gateway', 'ledger.v1.grant'],
    ['billing', '$KV.keys.deadbeef'],
    ['billing', 'billing.money.grant'],
    ['admin-api', 'usage.v1.1'],
    ['admin-api', 'billing.lease.acquire'],
  ] as const)('%s may not publish on %s', async (user, subject) => {
    expect(await publishAs(user, subject)).toMatch(/permissions violation/i)
  })

  it.each([
    ['gateway', 'billing.lease.*'],
    ['gateway', '_INBOX_billing.>'],
    ['admin-api', 'billing.>'],
  ] as const)('%s may not listen to %s', async (user, subject) => {
    const connection = await connectAs(user)
    try {
      const refused = await new Promise<string>((resolve) => {
        connection.subscribe(subject, {
          callback(error) {
            if (error) resolve(String(error))
          },
        })
        void connection.flush().then(() => setTimeout(() => resolve('listens'), 200))
      })
      expect(refused).toMatch(/permissions violation/i)
    } finally {
      await connection.close()
    }
  })

  it('a gateway may do its own work', async () => {
    expect(await publishAs('gateway', 'gossip.test')).toBe('published')
  })
})

const connectAs = (user: keyof typeof stack.natsPasswords): Promise<NatsConnection> =>
  connect({
    servers: stack.natsUrl,
    user,
    pass: stack.natsPasswords[user],
    inboxPrefix: `_INBOX_${user}`,
    reconnect: false,
  })

/** What the server says of it. */
async function publishAs(user: keyof typeof stack.natsPasswords, subject: string): Promise<string> {
  const connection = await connectAs(user)
  try {
    const complaint = (async () => {
      for await (const status of connection.status()) if (status.type === 'error') return String(status.error)
      return 'published'
    })()
    connection.publish(subject, '{}')
    await connection.flush()
    const patience = new Promise<string>((resolve) => setTimeout(() => resolve('published'), 200))
    return await Promise.race([complaint, patience])
  } finally {
    await connection.close()
  }
}

/** Of a package and everything below it, as Node would find it. */
function dependencyNames(manifestUrl: URL, seen = new Set<string>()): Set<string> {
  const { dependencies = {} } = JSON.parse(readFileSync(manifestUrl, 'utf8')) as Manifest
  for (const name of Object.keys(dependencies)) {
    if (seen.has(name)) continue
    seen.add(name)
    const found = findManifest(name, manifestUrl)
    if (found !== undefined) dependencyNames(found, seen)
  }
  return seen
}

function findManifest(name: string, from: URL): URL | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const url = new URL(`file://${folder}/${name}/package.json`)
    try {
      readFileSync(url)
      return url
    } catch {
      // not in this folder
    }
  }
  return undefined
}
