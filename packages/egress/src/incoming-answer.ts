import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { toEgressError } from './egress-error.js'

/** Reads one body. `onEnd` or `onError` comes last; nothing comes after `destroy`. */
export interface BodyReader {
  onData(chunk: Buffer): void
  onEnd(): void
  /** EgressError: the connection was lost, or nothing came for too long. Else the reason of the call's signal. */
  onError(error: unknown): void
}

/**
 * The body of an answer as its connection brings it, chunk by chunk. A stream in its place would queue what is queued
 * before and behind it already.
 */
export interface IncomingBody {
  /** Once. What came before is told at once. */
  read(reader: BodyReader): void
  /** The other side waits; at most what is being parsed is still told. */
  pause(): void
  resume(): void
  /** Whether it came to its end, broke, or was let go. */
  isOver(): boolean
  /** Lets go of a body that is not over, with its connection. */
  destroy(): void
}

export interface IncomingHead {
  /** 3xx included: redirects are not followed. */
  statusCode: number
  headers: IncomingHttpHeaders
  /** Must be read to its end or destroyed. */
  body: IncomingBody
}

/** For a reader that does not come at once; what is more waits in the connection. */
const MAX_EARLY_BYTES = 64 * 1024
const FIRST_FINAL_STATUS = 200

type End = { type: 'whole' } | { type: 'broken'; error: unknown } | { type: 'dropped' }

/** One answer on its way: what undici tells, put to whoever reads it. */
export class IncomingAnswer implements Dispatcher.DispatchHandler, IncomingBody {
  /** Rejects with EgressError, or with the reason of the signal. */
  readonly head: Promise<IncomingHead>
  private resolveHead: (head: IncomingHead) => void = () => {}
  private rejectHead: (error: unknown) => void = () => {}
  private controller: Dispatcher.DispatchController | undefined
  private reader: BodyReader | undefined
  private early: Buffer[] = []
  private earlyBytes = 0
  private isPaused = false
  private end: End | undefined

  constructor(private readonly signal: AbortSignal | undefined) {
    this.head = new Promise((resolve, reject) => {
      this.resolveHead = resolve
      this.rejectHead = reject
    })
    signal?.addEventListener('abort', this.onAbort)
  }

  read(reader: BodyReader): void {
    this.reader = reader
    this.resume()
    for (const chunk of this.early.splice(0)) this.reader?.onData(chunk)
    this.tellEnd()
  }

  pause(): void {
    this.isPaused = true
    this.controller?.pause()
  }

  /** In a turn of its own: undici's parsers do not nest, and this may be called while another one is at work. */
  resume(): void {
    if (!this.isPaused) return
    this.isPaused = false
    process.nextTick(() => {
      if (!this.isPaused) this.controller?.resume()
    })
  }

  isOver(): boolean {
    return this.end !== undefined
  }

  destroy(): void {
    if (!this.close({ type: 'dropped' })) return
    this.reader = undefined
    this.controller?.abort(new Error('nobody reads the answer'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.end?.type === 'broken') controller.abort(this.end.error as Error) // ended while it waited for its connection
  }

  onResponseStart(_controller: Dispatcher.DispatchController, statusCode: number, headers: IncomingHttpHeaders): void {
    if (statusCode >= FIRST_FINAL_STATUS) this.resolveHead({ statusCode, headers, body: this })
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.end !== undefined) return
    if (this.reader !== undefined) {
      this.reader.onData(chunk)
      return
    }
    this.early.push(chunk)
    this.earlyBytes += chunk.length
    if (this.earlyBytes > MAX_EARLY_BYTES) this.pause()
  }

  onResponseEnd(): void {
    if (this.close({ type: 'whole' })) this.tellEnd()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(toEgressError(error))
  }

  private readonly onAbort = (): void => {
    const reason = this.signal?.reason
    this.fail(reason)
    this.controller?.abort(reason)
  }

  private fail(error: unknown): void {
    if (!this.close({ type: 'broken', error })) return
    this.rejectHead(error)
    this.tellEnd()
  }

  /** @returns whether this is its end: only the first one counts */
  private close(end: End): boolean {
    if (this.end !== undefined) return false
    this.end = end
    this.signal?.removeEventListener('abort', this.onAbort)
    return true
  }

  private tellEnd(): void {
    if (this.end?.type === 'whole') this.reader?.onEnd()
    else if (this.end?.type === 'broken') this.reader?.onError(this.end.error)
  }
}
