import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const READY_POLL_MS = 25
const ANSWER_TIMEOUT_MS = 5_000
/** A machine that does much else takes its time; nobody waits so long on one that does not. */
const READY_TIMEOUT_MS = 180_000
const STOP_GRACE_MS = 40_000
const TAIL_LINES = 40
/** Ends the app with the process that started it, also after a kill -9 of a test run. */
const LEASH = ['--import', new URL('../../../tools/infra/stop-with-launcher.mjs', import.meta.url).href]

export interface StackAppOptions {
  name: string
  /** Folder of the built app, its working directory. */
  dir: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
  /** Words before its command: a network or a clock of its own. */
  launcher?: readonly string[] | undefined
  /** Answers below 400 once the app can work. */
  readyUrl: string
  /** Collects everything the app prints, over all its lives. */
  logFile: string
}

/** One app as a process that can be stopped, killed and started again with the same configuration. */
export interface StackApp {
  readonly name: string
  readonly logFile: string
  /** Of the present life. @throws Error while the app is down */
  readonly pid: number
  readonly isRunning: boolean
  /** Starts it and waits until it says that it is ready. @param env added for this and every later life */
  start(options?: { env?: Record<string, string>; waitForReady?: boolean }): Promise<void>
  /** Resolves once `readyUrl` answers below 400. @throws Error with the last lines it printed when it ends or takes too long */
  waitUntilReady(timeoutMs?: number): Promise<void>
  /** SIGTERM, and SIGKILL after 40 s. @returns its exit code, `null` after a signal */
  stop(): Promise<number | null>
  /** Ends it as a crash would (SIGKILL). */
  kill(): Promise<void>
  /** SIGSTOP: it keeps its connections and answers nothing. Nothing happens while it is down. */
  freeze(): void
  /** SIGCONT. */
  thaw(): void
  /** The last lines of the present life, for messages. */
  tail(): string
}

/** Not started yet. */
export function createStackApp(options: StackAppOptions): StackApp {
  let env = { ...options.env }
  let child: ChildProcess | undefined
  let ended: Promise<number | null> = Promise.resolve(null)
  let lines: string[] = []
  const log = createWriteStream(options.logFile, { flags: 'a' })

  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null

  const keep = (data: Buffer): void => {
    log.write(data)
    lines = [...lines, ...data.toString('utf8').trimEnd().split('\n')].slice(-TAIL_LINES)
  }

  async function start({ env: more = {}, waitForReady = true } = {}): Promise<void> {
    if (isRunning()) throw new Error(`${options.name} runs already`)
    env = { ...env, ...more }
    lines = []
    const [command = process.execPath, ...words] = [...(options.launcher ?? []), process.execPath]
    const next = spawn(command, [...words, ...LEASH, ...options.args], {
      cwd: options.dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    next.stdout?.on('data', keep)
    next.stderr?.on('data', keep)
    child = next
    ended = new Promise((resolve) => next.once('close', (code) => resolve(code)))
    if (waitForReady) await waitUntilReady()
  }

  async function waitUntilReady(timeoutMs = READY_TIMEOUT_MS): Promise<void> {
    const deadline = performance.now() + timeoutMs
    while (!(await answersWell(options.readyUrl))) {
      if (!isRunning()) throw new Error(`${options.name} ended while it started:\n${lines.join('\n')}`)
      if (performance.now() > deadline) throw new Error(`${options.name} is not ready:\n${lines.join('\n')}`)
      await sleep(READY_POLL_MS)
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (isRunning()) child?.kill(signal)
    const kill = setTimeout(() => child?.kill('SIGKILL'), STOP_GRACE_MS)
    const code = await ended
    clearTimeout(kill)
    return code
  }

  return {
    name: options.name,
    logFile: options.logFile,
    get pid() {
      if (child?.pid === undefined || !isRunning()) throw new Error(`${options.name} is down`)
      return child.pid
    },
    get isRunning() {
      return isRunning()
    },
    start,
    waitUntilReady,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL')
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    tail: () => lines.join('\n'),
  }
}

/** Gives up by a timer of its own: a signal of `AbortSignal.timeout` may be collected before it fires, and nobody would ask again. */
async function answersWell(url: string): Promise<boolean> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      abort.abort()
      resolve(false)
    }, ANSWER_TIMEOUT_MS)
  })
  const answer = fetch(url, { redirect: 'manual', signal: abort.signal }).then(async (response) => {
    await response.arrayBuffer()
    return response.status < 400
  })
  try {
    return await Promise.race([answer.catch(() => false), silence])
  } finally {
    clearTimeout(timer)
  }
}
