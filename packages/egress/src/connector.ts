import type { Socket } from 'node:net'
import { buildConnector } from 'undici'
import { isPublicAddress, isSameAddress, literalAddressOf } from './address-policy.js'
import { EgressError, toEgressError } from './egress-error.js'
import type { Resolve } from './resolver.js'
import { hostPortOf } from './target.js'

const MAX_ADDRESSES_TRIED = 4

export interface BlockedCall {
  /** What was asked for. */
  hostPort: string
  /** What it led to. */
  address: string
  stage: 'literal' | 'resolved' | 'connected'
}

export interface ConnectorOptions {
  /** Whether this exact `host:port` may lead to an address that is not public. */
  isAllowed(hostPort: string): boolean
  resolve: Resolve
  /** For all addresses of the name together. */
  connectTimeoutMs: number
  onBlocked?(call: BlockedCall): void
}

export type Connect = (options: buildConnector.Options, callback: buildConnector.Callback) => void

/** Judges and connects. */
export interface GuardedConnector {
  connect: Connect
  /** Which addresses a call would go to. @throws EgressError `egress_blocked`, `egress_unresolvable` */
  judge(request: buildConnector.Options): Promise<readonly [string, ...string[]]>
}

/**
 * An undici connector that asks the address policy at each connect: for a literal address, for every resolved one (any
 * bad answer blocks), and for the one that the socket is connected to. It resolves once and connects to those addresses,
 * so a second answer of the name server counts for nothing. (A guard in `connect.lookup` is not asked for literals.)
 */
export function createGuardedConnector(options: ConnectorOptions): GuardedConnector {
  const { isAllowed, resolve, connectTimeoutMs, onBlocked = () => {} } = options
  const open: Connect = buildConnector({ timeout: connectTimeoutMs })
  return {
    judge,
    connect(request, callback) {
      connect(request).then(
        (socket) => callback(null, socket),
        (error: unknown) => callback(error as Error, null),
      )
    },
  }

  async function connect(request: buildConnector.Options): Promise<Socket> {
    const hostPort = hostPortOf(request)
    const deadline = performance.now() + connectTimeoutMs
    const addresses = await judge(request)
    const socket = await connectToAny(open, request, { addresses: addresses.slice(0, MAX_ADDRESSES_TRIED), deadline })
    const connected = socket.remoteAddress ?? ''
    if (!addresses.some((address) => isSameAddress(address, connected))) {
      socket.destroy()
      throw blocked({ hostPort, address: connected, stage: 'connected' })
    }
    return socket
  }

  async function judge(request: buildConnector.Options): Promise<readonly [string, ...string[]]> {
    const hostPort = hostPortOf(request)
    const literal = literalAddressOf(request.hostname)
    const [first, ...others] = literal === undefined ? await resolveAll(request.hostname) : [literal]
    if (first === undefined) throw new EgressError('egress_unresolvable', { detail: request.hostname })
    const isExempt = isAllowed(hostPort)
    for (const address of [first, ...others]) {
      if (isExempt || isPublicAddress(address)) continue
      throw blocked({ hostPort, address, stage: literal === undefined ? 'resolved' : 'literal' })
    }
    return [first, ...others]
  }

  async function resolveAll(hostname: string): Promise<readonly string[]> {
    try {
      const addresses = await resolve(hostname)
      if (addresses.length > 0) return addresses
    } catch (error) {
      throw new EgressError('egress_unresolvable', { detail: hostname, cause: error })
    }
    throw new EgressError('egress_unresolvable', { detail: `${hostname} has no address` })
  }

  function blocked(call: BlockedCall): EgressError {
    onBlocked(call)
    return new EgressError('egress_blocked', { detail: `${call.hostPort} ${call.stage} ${call.address}` })
  }
}

interface Attempt {
  request: buildConnector.Options
  address: string
  timeoutMs: number
}

/** One address after the other, in the resolver's order; each gets its share of the time that is left. */
async function connectToAny(
  open: Connect,
  request: buildConnector.Options,
  { addresses, deadline }: { addresses: readonly string[]; deadline: number },
): Promise<Socket> {
  let last = new EgressError('egress_timeout', { detail: request.hostname })
  for (const [index, address] of addresses.entries()) {
    const leftMs = deadline - performance.now()
    if (leftMs <= 0) break
    try {
      return await connectTo(open, { request, address, timeoutMs: Math.ceil(leftMs / (addresses.length - index)) })
    } catch (error) {
      const known = toEgressError(error)
      const isTimeout = EgressError.is(known) && known.code === 'egress_timeout'
      const detail = `${request.hostname} at ${address}`
      last = new EgressError(isTimeout ? 'egress_timeout' : 'egress_refused', { detail, cause: error })
    }
  }
  throw last
}

function connectTo(open: Connect, { request, address, timeoutMs }: Attempt): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const timer = setTimeout(() => {
      isOver = true
      reject(new EgressError('egress_timeout', { detail: address }))
    }, timeoutMs)
    // never from a Host header: the certificate must be that of the name that was judged
    const servername =
      literalAddressOf(request.hostname) === undefined ? request.hostname.replace(/\.$/, '') : undefined
    open({ ...request, hostname: address, servername }, (error, socket) => {
      clearTimeout(timer)
      if (isOver) socket?.destroy()
      else if (error) reject(error)
      else resolve(socket)
    })
  })
}
