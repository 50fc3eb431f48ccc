import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { waitUntil } from '../wait-until.js'
import { type ClosedNetwork, makeClosedNetwork } from './closed-network.js'

const run = promisify(execFile)
const SCRIPT = new URL('./hostile-internet.mjs', import.meta.url).pathname
/** `ip netns exec` puts these files in the place of those in /etc. */
const CONFIGURATION = '/etc/netns'

/** Something that reached the server behind every address. */
export interface Hit {
  /** The address of the server that was reached. */
  address: string
  host: string
  path: string
}

/** A closed network with a name server and a web of its own: whoever runs in it sees the Internet that a test makes up. */
export interface HostileInternet {
  readonly network: ClosedNetwork
  /**
   * @param answers addresses for each look-up of the name, the last ones for good; `@other.test` is an alias
   */
  setName(name: string, ...answers: readonly (readonly string[])[]): Promise<void>
  hits(): readonly Hit[]
  /** How often a name was looked up. */
  questionsOf(name: string): number
  close(): Promise<void>
}

/**
 * @param addresses of this Internet's servers, private ones and those that only seem to be elsewhere
 * @returns `undefined` where this user may not make a network: Linux and root are needed
 */
export async function makeHostileInternet(addresses: readonly string[]): Promise<HostileInternet | undefined> {
  const network = await makeClosedNetwork()
  if (network === undefined) return undefined
  const folder = join(CONFIGURATION, network.name)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n')
  const [command = '', ...words] = network.launcher
  for (const address of addresses) {
    const length = address.includes(':') ? 128 : 32
    await run(command, [...words, 'ip', 'address', 'add', `${address}/${length}`, 'dev', 'lo'])
  }
  const hits: Hit[] = []
  const questions = new Map<string, number>()
  const told = new Set<string>()
  const child: ChildProcess = spawn(command, [...words, process.execPath, SCRIPT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes to the hostile Internet')
  const { stdin } = child
  createInterface({ input: child.stdout }).on('line', (line) => note(JSON.parse(line)))
  await waitUntil(() => told.has('ready'))
  return {
    network,
    hits: () => hits,
    questionsOf: (name) => questions.get(name) ?? 0,
    async setName(name, ...answers) {
      told.delete(name)
      stdin.write(`${JSON.stringify({ name, answers })}\n`)
      await waitUntil(() => told.has(name))
    },
    async close() {
      stdin.end()
      await waitUntil(() => child.exitCode !== null)
      await network.close()
      await rm(folder, { recursive: true, force: true })
    },
  }

  function note(fact: { type: string; name?: string } & Hit): void {
    const { type, name = '', address, host, path } = fact
    if (type === 'hit') hits.push({ address, host, path })
    else if (type === 'question') questions.set(name, (questions.get(name) ?? 0) + 1)
    else told.add(type === 'ready' ? 'ready' : name)
  }
}
