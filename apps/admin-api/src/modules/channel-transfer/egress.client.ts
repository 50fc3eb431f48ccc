import { Injectable, Logger } from '@nestjs/common'
import { hostPortOf, isPublicAddress } from '@tollgate/egress'
import { CHANNEL_MESSAGE_VERSION, CHANNEL_SUBJECTS, checkEgressReplySchema } from '@tollgate/protocols/events'
import { BusService } from '../../bus/bus.service.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import type { CatalogChange } from './describe-draft.js'

const TIMEOUT_MS = 8_000
const MAX_HOSTS = 1_000

/** Which addresses of channels wait for an entry of the allow list. A gateway knows; it is the one that dials. */
@Injectable()
export class EgressClient {
  readonly #logger = new Logger(EgressClient.name)

  constructor(
    private readonly bus: BusService,
    private readonly settings: SettingsRepository,
  ) {}

  async markWaiting(changes: readonly CatalogChange[]): Promise<CatalogChange[]> {
    const hostPorts = [...new Set(changes.flatMap(({ baseUrl }) => hostPortOfUrl(baseUrl) ?? []))]
    const blocked = await this.findBlocked(hostPorts)
    return changes.map((change) => {
      const hostPort = hostPortOfUrl(change.baseUrl)
      return hostPort !== undefined && blocked.has(hostPort) ? { ...change, waitsFor: hostPort } : change
    })
  }

  /** Without a gateway that answers: what the addresses themselves tell, against root's own list. */
  async findBlocked(hostPorts: readonly string[]): Promise<ReadonlySet<string>> {
    if (hostPorts.length === 0) return new Set()
    const bus = this.bus.current()
    try {
      if (bus === undefined) throw new Error('NATS is away')
      const question = { v: CHANNEL_MESSAGE_VERSION, hostPorts: hostPorts.slice(0, MAX_HOSTS) }
      const message = await bus.connection.request(CHANNEL_SUBJECTS.egress, JSON.stringify(question), {
        timeout: TIMEOUT_MS,
      })
      return new Set(checkEgressReplySchema.parse(message.json()).blocked)
    } catch (error) {
      this.#logger.debug(`no gateway judged addresses: ${error instanceof Error ? error.message : String(error)}`)
      const { egressAllow } = await this.settings.get()
      return new Set(hostPorts.filter((hostPort) => isPrivateLiteral(hostPort) && !egressAllow.includes(hostPort)))
    }
  }
}

/** `host:port` of a channel's address as allow lists write it. */
export function hostPortOfUrl(baseUrl: string | undefined): string | undefined {
  return baseUrl !== undefined && URL.canParse(baseUrl) ? hostPortOf(new URL(baseUrl)) : undefined
}

function isPrivateLiteral(hostPort: string): boolean {
  const host = hostPort.slice(0, hostPort.lastIndexOf(':')).replaceAll(/^\[|\]$/g, '')
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  const isLiteral = /^[0-9.]+$/.test(host) || host.includes(':')
  return isLiteral && !isPublicAddress(host)
}
