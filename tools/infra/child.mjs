// A program on a leash: it ends with the process that started it, however that ends, and takes its own children along.
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Problem } from './problem.mjs'
import { withoutSecrets } from './secrets.mjs'

const LEASH = fileURLToPath(new URL('./leash.mjs', import.meta.url))
const OUTPUT_GRACE_MS = 2_000
const QUIET_ENV = { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1' }

/**
 * Runs a program to its end.
 * @param options.capture collect its output instead of passing it on
 * @param options.signal ends it early
 * @returns { code, output } whatever the code is; `code` is null after a signal
 */
export function runLeashed(command, args, { env = {}, cwd, capture = false, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LEASH, command, ...args], {
      cwd,
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit', 'ipc'],
      env: { ...withoutSecrets(process.env), ...QUIET_ENV, ...env },
    })
    const closed = new Promise((done) => child.once('close', done))
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    // a message: after a disconnect() of ours, Node never emits "close"
    const end = () => child.connected && child.send('end', () => {})
    signal?.addEventListener('abort', end, { once: true })
    if (signal?.aborted) end()
    child.once('error', reject)
    child.once('exit', async (code) => {
      signal?.removeEventListener('abort', end)
      // what it left behind may hold its output open for ever
      await Promise.race([closed, sleep(OUTPUT_GRACE_MS)])
      for (const stream of [child.stdout, child.stderr]) stream?.destroy()
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') })
    })
  })
}

/** @throws Problem when the program fails */
export async function run(command, args, options) {
  const { code, output } = await runLeashed(command, args, options)
  if (code !== 0)
    throw new Problem(`${output}\`${[nameOf(command), ...args].join(' ')}\` ended with ${code ?? 'a signal'}`)
  return output
}

const nameOf = (command) => (command === process.execPath ? 'node' : command)
