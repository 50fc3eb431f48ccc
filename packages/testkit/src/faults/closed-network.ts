import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LOOPBACK = '127.0.0.1'
const FORWARDER = new URL('./forward.mjs', import.meta.url).pathname

/** Ports of loopback that lead out of the network, and those that lead into it. */
export interface Passages {
  out: readonly number[]
  in: readonly number[]
}

/** A network of its own on this machine: whoever runs in it reaches nobody but what was let through. */
export interface ClosedNetwork {
  /** As `ip netns` knows it. */
  readonly name: string
  /** Put before a command it runs in there. */
  readonly launcher: readonly string[]
  /** Joins ports of the two loopbacks, under the same number on either side. */
  open(passages: Passages): Promise<void>
  /** Whoever runs in there reaches itself by this IPv4 address as well: one that is public by its number. */
  addAddress(address: string): Promise<void>
  close(): Promise<void>
}

/** @returns `undefined` where this user may not make one: Linux and root are needed */
export async function makeClosedNetwork(): Promise<ClosedNetwork | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const name = `tollgate-${process.pid}-${Date.now().toString(36)}`
  const launcher = ['ip', 'netns', 'exec', name]
  try {
    await run('ip', ['netns', 'add', name])
    await run('ip', ['netns', 'exec', name, 'ip', 'link', 'set', 'lo', 'up'])
  } catch {
    return undefined // a container without the capability
  }
  const dir = await mkdtemp(join(tmpdir(), 'tollgate-net-'))
  const forwarders: ChildProcess[] = []
  const forward = async (words: readonly string[], pairs: unknown): Promise<void> => {
    const [command = '', ...args] = [...words, process.execPath, FORWARDER, JSON.stringify(pairs)]
    const forwarder = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    forwarders.push(forwarder)
    await once(forwarder.stdout, 'data')
  }
  return {
    name,
    launcher,
    async open(passages) {
      const portOf = (port: number) => ({ port, host: LOOPBACK })
      // sockets in the file system are the same in every network
      const socketOf = (port: number) => ({ path: join(dir, String(port)) })
      const toSockets = (ports: readonly number[]) => ports.map((port) => [portOf(port), socketOf(port)])
      const toPorts = (ports: readonly number[]) => ports.map((port) => [socketOf(port), portOf(port)])
      await forward([], [...toPorts(passages.out), ...toSockets(passages.in)])
      await forward(launcher, [...toSockets(passages.out), ...toPorts(passages.in)])
    },
    async addAddress(address) {
      await run('ip', ['netns', 'exec', name, 'ip', 'address', 'add', `${address}/32`, 'dev', 'lo'])
    },
    async close() {
      for (const forwarder of forwarders) {
        if (forwarder.exitCode !== null) continue
        forwarder.stdin?.end()
        await once(forwarder, 'exit')
      }
      await run('ip', ['netns', 'delete', name])
      await rm(dir, { recursive: true, force: true })
    },
  }
}
