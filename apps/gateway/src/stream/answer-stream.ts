import { Readable } from 'node:stream'
import type { IncomingBody } from '@tollgate/egress'
import { type GatewayError, isGatewayError, type StreamEvent } from '@tollgate/protocols/canonical'
import type { TapStep } from '@tollgate/protocols/passthrough'
import type { UsageMeter } from '../exchange/usage-meter.js'
import type { StreamConverter } from './stream-converter.js'

/** A quiet stream is kept open; proxies and browsers give up after a minute at the latest. */
const KEEP_ALIVE_MS = 12_000
const KEEP_ALIVE_CHECK_MS = 3_000
const PROGRESS_MS = 1_000
/** The rest of an upstream's answer after its end, read so that the connection can be used again. */
const TAIL_MS = 1_000

/** How an upstream's stream came to its end. */
export type StreamEnd =
  | { type: 'finished' }
  | { type: 'failed'; error: GatewayError; isInterrupted?: boolean }
  /** The client went first. */
  | { type: 'aborted'; isDrained: boolean; isDrainBound?: boolean }

export interface AnswerStreamOptions {
  /** The upstream's body. */
  body: IncomingBody
  converter: StreamConverter
  meter: UsageMeter
  /** Sees every event of the answer. */
  onEvent?: ((event: StreamEvent) => void) | undefined
  /** Whether the upstream is read to its end now that its client has gone; asked once. */
  mayDrain: () => boolean
  /** What the body's own errors (reset, time-out) mean. */
  toError: (error: unknown) => GatewayError
  /** What the client's dialect says when there is nothing to say; empty: nothing. */
  keepAlive: string
  /** At most once a second while bytes flow. */
  onProgress: () => void
  /** Settles and records; the last bytes, which it returns, leave when it has resolved. */
  conclude: (end: StreamEnd, held: Uint8Array) => Promise<Uint8Array>
}

/**
 * Drives one streamed answer: upstream bytes in, client bytes out, with back-pressure in both directions. It knows when
 * the first event is there, when the answer is over, and who gave up first; what that costs is for `conclude`.
 */
export class AnswerStream {
  /** For the client. Ends without its last bytes only where the record could not be written. */
  readonly out: Readable
  private isOpen = false
  private isOver = false
  private isClientGone = false
  private lastWriteMs = performance.now()
  private lastProgressMs = 0
  private keepAlive: NodeJS.Timeout | undefined
  private settleOpening: (failure: GatewayError | undefined) => void = () => {}

  constructor(private readonly options: AnswerStreamOptions) {
    this.out = new Readable({
      highWaterMark: 64 * 1024,
      read: () => void options.body.resume(),
      destroy: (error, callback) => {
        this.onClientGone()
        callback(error)
      },
    })
  }

  /**
   * Reads up to the first event that is more than a comment; nothing of the answer leaves before.
   * @returns the error where the answer begins with one, or never begins
   */
  open(): Promise<GatewayError | undefined> {
    return new Promise((resolve) => {
      this.settleOpening = resolve
      this.options.body.read({
        onData: (chunk) => this.onChunk(chunk),
        onEnd: () => this.onEnd(),
        onError: (error) => this.onBroken(error),
      })
    })
  }

  /** Call when the client's headers are about to leave. */
  startKeepAlive(): void {
    if (this.isOver || this.options.keepAlive === '') return
    const bytes = Buffer.from(this.options.keepAlive, 'utf8')
    this.keepAlive = setInterval(() => {
      if (performance.now() - this.lastWriteMs >= KEEP_ALIVE_MS && !this.isClientGone) this.write(bytes)
    }, KEEP_ALIVE_CHECK_MS).unref()
  }

  /** Ends the answer with an error from outside: the drain is over, the key was revoked, the process stops. */
  fail(error: GatewayError, options: { isInterrupted?: boolean } = {}): void {
    const isAborted = this.isClientGone && !options.isInterrupted
    this.finish(isAborted ? { type: 'aborted', isDrained: false } : { type: 'failed', error, ...options }, undefined)
    this.options.body.destroy()
  }

  private onChunk(chunk: Uint8Array): void {
    if (this.isOver) return
    try {
      this.take(this.options.converter.push(chunk))
    } catch (error) {
      this.fail(isGatewayError(error) ? error : this.options.toError(error))
    }
  }

  private onEnd(): void {
    if (!this.isOver) this.take(this.options.converter.end())
    if (!this.isOver) this.onBroken(undefined)
  }

  private onBroken(error: unknown): void {
    if (!this.isOver) this.finish({ type: 'failed', error: this.options.toError(error) }, undefined)
  }

  private take(steps: readonly TapStep[]): void {
    let run: Uint8Array | undefined
    for (const step of steps) {
      let hasContent = false
      for (const event of step.events) {
        if (event.type === 'error') {
          if (step.visibility === 'forward') run = run === undefined ? step.bytes : joined(run, step.bytes)
          if (run !== undefined) this.write(run)
          this.finish({ type: 'failed', error: event.error }, undefined)
          this.options.body.destroy()
          return
        }
        this.options.meter.observe(event)
        this.options.onEvent?.(event)
        hasContent ||= event.type !== 'opaque' || event.isUnreadable !== true
      }
      if (step.visibility === 'forward') run = run === undefined ? step.bytes : joined(run, step.bytes)
      if (hasContent && !this.isOpen) this.opened()
      if (step.visibility === 'hold') {
        if (run !== undefined) this.write(run)
        this.finish(this.isClientGone ? { type: 'aborted', isDrained: true } : { type: 'finished' }, step.bytes)
        return
      }
    }
    if (run === undefined) return
    const now = performance.now()
    if (this.isOpen && now - this.lastProgressMs >= PROGRESS_MS) this.progress(now)
    this.write(run)
  }

  private opened(): void {
    this.isOpen = true
    this.progress(performance.now()) // on disk before the first byte can reach the client
    this.settleOpening(undefined)
  }

  private progress(nowMs: number): void {
    this.lastProgressMs = nowMs
    this.options.onProgress()
  }

  private write(bytes: Uint8Array): void {
    if (this.isClientGone) return
    this.lastWriteMs = performance.now()
    if (!this.out.push(bytes)) this.options.body.pause()
  }

  private onClientGone(): void {
    if (this.isClientGone) return
    this.isClientGone = true
    if (this.isOver) return
    if (this.options.mayDrain()) {
      this.options.body.resume()
      return
    }
    this.finish({ type: 'aborted', isDrained: false }, undefined)
    this.options.body.destroy()
  }

  /** Once; the first reason counts. */
  private finish(end: StreamEnd, held: Uint8Array | undefined): void {
    if (this.isOver) return
    this.isOver = true
    clearInterval(this.keepAlive)
    if (!this.isOpen) {
      // nothing has left yet: whoever waits for the first event decides what comes next
      if (end.type === 'failed') {
        this.settleOpening(end.error)
        return
      }
      this.isOpen = true
      this.settleOpening(undefined)
    }
    this.releaseBody()
    this.options
      .conclude(end, held ?? new Uint8Array())
      .then((last) => {
        if (this.isClientGone) return
        if (last.length > 0) this.out.push(last)
        this.out.push(null)
      })
      .catch((error) => this.out.destroy(error))
  }

  private releaseBody(): void {
    const { body } = this.options
    if (body.isOver()) return
    body.resume()
    setTimeout(() => body.destroy(), TAIL_MS).unref()
  }
}

/** Frames of one chunk lie side by side in memory: then they are one piece without copying. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.buffer === second.buffer && first.byteOffset + first.byteLength === second.byteOffset) {
    return new Uint8Array(first.buffer, first.byteOffset, first.byteLength + second.byteLength)
  }
  return Buffer.concat([first, second])
}
