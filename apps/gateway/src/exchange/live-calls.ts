import type { GatewayError } from '@tollgate/protocols/canonical'

/** A stream that can be ended from outside. */
export interface LiveCall {
  recordName: string
  fail(error: GatewayError, options: { isInterrupted: boolean }): void
}

/** Streams under way, so that a leaked key or the end of the process can end them. */
export class LiveCalls {
  private readonly calls = new Set<LiveCall>()

  add(call: LiveCall): () => void {
    this.calls.add(call)
    return () => void this.calls.delete(call)
  }

  failWhere(matches: (recordName: string) => boolean, error: GatewayError, options = { isInterrupted: false }): void {
    for (const call of [...this.calls]) if (matches(call.recordName)) call.fail(error, options)
  }

  count(): number {
    return this.calls.size
  }
}
