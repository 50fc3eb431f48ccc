import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { type Dispatcher, Pool } from 'undici'
import { createAllowList, parseAllowEntry } from './allow-list.js'
import { type BlockedCall, createGuardedConnector } from './connector.js'
import { EgressError, toEgressError } from './egress-error.js'
import { IncomingAnswer, type IncomingHead } from './incoming-answer.js'
import { createProxyConnector } from './proxy-connector.js'
import { createResolver, type Resolve } from './resolver.js'
import { hostPortOf, parseTarget } from './target.js'

const MINUTE_MS = 60_000

export const EGRESS_DEFAULTS = {
  connectTimeoutMs: 10_000,
  /** Until the response headers; a call may set its own. */
  headersTimeoutMs: 5 * MINUTE_MS,
  /** Between two chunks of the body; a call may set its own. */
  bodyTimeoutMs: 5 * MINUTE_MS,
  /** As many calls as one gateway may have under way at one upstream; a stream holds one for minutes. */
  connectionsPerOrigin: 4_096,
  maxOrigins: 1_000,
  /** An origin that nobody called for so long is closed. */
  originIdleMs: 5 * MINUTE_MS,
}

export interface EgressOptions extends Partial<typeof EGRESS_DEFAULTS> {
  /** Exact `host:port` entries (`parseAllowList`) that may be private. Empty: public addresses only. */
  allow: readonly string[]
  onBlocked?(call: BlockedCall): void
  /** Default: the system's resolver behind a small cache. */
  resolve?: Resolve
}

export interface EgressRequest {
  /** Of `parseTarget`. */
  origin: string
  /** Origin of an HTTP proxy that is asked to CONNECT: `http://host:port`. Absent: none. */
  proxy?: string | undefined
  path: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Without `host`, which is the origin's. */
  headers?: Record<string, string>
  body?: string | Uint8Array | Readable
  signal?: AbortSignal
  headersTimeoutMs?: number
  bodyTimeoutMs?: number
}

export interface EgressResponse {
  /** 3xx included: redirects are not followed. */
  statusCode: number
  headers: IncomingHttpHeaders
  /** Must be read to its end or destroyed. Its errors: `toEgressError`. */
  body: Readable
}

export interface Egress {
  /**
   * @throws EgressError before the headers; an abort by `signal` rejects with its reason
   */
  request(options: EgressRequest): Promise<EgressResponse>
  /** As `request`, without a stream around the body: for what passes many answers on. */
  open(options: EgressRequest): Promise<IncomingHead>
  /** A new allow list, at once: connections to entries that are gone take no further call and close. */
  setAllowed(entries: readonly string[]): void
  /** Ends when running calls have. */
  close(): Promise<void>
}

interface OriginPool {
  pool: Pool
  /** Of the origin, and of its proxy. */
  hostPorts: readonly string[]
  usedAt: number
}

/** The way out: one pool for each origin, on the guarded connector. */
export function createEgress(options: EgressOptions): Egress {
  const limits = { ...EGRESS_DEFAULTS, ...options }
  const allowed = createAllowList(canonical(options.allow))
  const guarded = createGuardedConnector({
    isAllowed: allowed.has,
    resolve: options.resolve ?? createResolver(),
    connectTimeoutMs: limits.connectTimeoutMs,
    ...(options.onBlocked && { onBlocked: options.onBlocked }),
  })
  const pools = new Map<string, OriginPool>()
  let isClosed = false
  const sweeper = setInterval(closeIdle, limits.originIdleMs).unref()
  return { request, open, setAllowed, close }

  async function request(call: EgressRequest): Promise<EgressResponse> {
    const dispatch: Dispatcher.RequestOptions = { ...toDispatch(call), signal: call.signal ?? null }
    try {
      const { statusCode, headers, body } = await poolOf(call.origin, call.proxy).request(dispatch)
      return { statusCode, headers, body }
    } catch (error) {
      throw call.signal?.aborted ? error : toEgressError(error)
    }
  }

  async function open(call: EgressRequest): Promise<IncomingHead> {
    const dispatch = toDispatch(call)
    call.signal?.throwIfAborted()
    const answer = new IncomingAnswer(call.signal)
    try {
      poolOf(call.origin, call.proxy).dispatch(dispatch, answer)
    } catch (error) {
      answer.destroy()
      throw toEgressError(error)
    }
    return answer.head
  }

  function toDispatch(call: EgressRequest): Dispatcher.DispatchOptions {
    // undici would send an absolute URL as it is, and a proxy on the other side would follow it
    if (!call.path.startsWith('/')) throw new TypeError('path must start with a slash')
    return {
      path: call.path,
      method: call.method,
      headers: call.headers ?? null,
      body: call.body ?? null,
      headersTimeout: call.headersTimeoutMs ?? limits.headersTimeoutMs,
      bodyTimeout: call.bodyTimeoutMs ?? limits.bodyTimeoutMs,
    }
  }

  function poolOf(origin: string, proxy: string | undefined): Pool {
    const found = pools.get(proxy === undefined ? origin : `${origin} ${proxy}`)
    if (found !== undefined) {
      found.usedAt = performance.now()
      return found.pool
    }
    return addPool(origin, proxy)
  }

  function addPool(origin: string, proxy: string | undefined): Pool {
    if (isClosed) throw new EgressError('egress_refused', { detail: 'closed' })
    const target = parseTarget(origin)
    if (proxy !== undefined && parseTarget(proxy).origin !== proxy) throw new TypeError(`"${proxy}" is no origin`)
    if (target.origin !== origin) throw new TypeError(`"${origin}" is no origin as parseTarget writes it`)
    if (pools.size >= limits.maxOrigins) closeLeastRecentlyUsed()
    const { connectTimeoutMs: timeoutMs } = limits
    const connect =
      proxy === undefined ? guarded.connect : createProxyConnector(guarded, { proxy: new URL(proxy), timeoutMs })
    const pool = new Pool(origin, {
      connect,
      connections: limits.connectionsPerOrigin,
      headersTimeout: limits.headersTimeoutMs,
      bodyTimeout: limits.bodyTimeoutMs,
    })
    const hostPorts = [origin, ...(proxy === undefined ? [] : [proxy])].map((each) => hostPortOf(new URL(each)))
    pools.set(proxy === undefined ? origin : `${origin} ${proxy}`, { pool, hostPorts, usedAt: performance.now() })
    return pool
  }

  function setAllowed(entries: readonly string[]): void {
    const gone = new Set(allowed.replace(canonical(entries)))
    for (const [origin, { hostPorts }] of pools) if (hostPorts.some((each) => gone.has(each))) drop(origin)
  }

  function closeIdle(): void {
    const before = performance.now() - limits.originIdleMs
    for (const [origin, { pool, usedAt }] of pools) if (usedAt < before && pool.stats.size === 0) drop(origin)
  }

  function closeLeastRecentlyUsed(): void {
    let oldest: { origin: string; usedAt: number } | undefined
    for (const [origin, { usedAt }] of pools)
      if (oldest === undefined || usedAt < oldest.usedAt) oldest = { origin, usedAt }
    if (oldest !== undefined) drop(oldest.origin)
  }

  /** Running calls end in peace, queued ones meet the policy anew when they connect. */
  function drop(origin: string): void {
    const found = pools.get(origin)
    pools.delete(origin)
    void found?.pool.close().catch(() => {})
  }

  async function close(): Promise<void> {
    isClosed = true
    clearInterval(sweeper)
    const open = [...pools.values()]
    pools.clear()
    await Promise.all(open.map(({ pool }) => pool.close()))
  }
}

function canonical(entries: readonly string[]): string[] {
  return entries.map((entry) => {
    const parsed = parseAllowEntry(entry)
    if (parsed === undefined) throw new Error(`"${entry}" is no host:port: ranges and wildcards are not allowed`)
    return parsed
  })
}
