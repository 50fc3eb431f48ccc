import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('./sampler-process.mjs', import.meta.url))

/** A row that broke a safety invariant in the middle of the run. */
export interface SampledViolation {
  invariant: string
  row: unknown
}

export interface Sampler {
  /** Aborted at the first violation, with it as the reason. */
  readonly signal: AbortSignal
  /** @returns how many snapshots were looked at */
  stop(): Promise<number>
}

type Message = ({ type: 'violation' } & SampledViolation) | { type: 'stopped'; samples: number }

/** Watches the safety invariants from a process of its own, 20 times a second. */
export function startSampler(url: string): Sampler {
  const child = fork(PROGRAM, [url], { stdio: 'inherit' })
  const found = new AbortController()
  const stopped = new Promise<number>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.type === 'stopped') return resolve(message.samples)
      if (found.signal.aborted) return
      console.error(`${message.invariant} is broken: ${JSON.stringify(message.row)}`)
      found.abort({ invariant: message.invariant, row: message.row } satisfies SampledViolation)
    })
    child.once('exit', () => reject(new Error('the sampler ended by itself')))
  })
  stopped.catch(() => {}) // told to who stops it
  let isAsked = false
  return {
    signal: found.signal,
    stop() {
      if (!isAsked) child.send('stop', () => {}) // one that has ended by itself has rejected
      isAsked = true
      return stopped
    },
  }
}
