import type { GatewayState } from '@tollgate/protocols/events'
import { billingUnavailable } from './admission/lease-errors.js'
import type { BusService } from './bus.service.js'
import type { ApiKeysProjection } from './catalog/api-keys.projection.js'
import type { CatalogProjection } from './catalog/catalog.projection.js'
import type { Journal } from './usage/journal.js'
import type { Relay } from './usage/relay.js'

const STALE_MS = 30_000

/** Whether this gateway takes calls now, and why not (RELIABILITY 4.9). */
export class StateService {
  private isDraining = false

  constructor(
    private readonly parts: {
      bus: BusService
      catalog: CatalogProjection
      keys: ApiKeysProjection
      journal: Journal
      relay: Relay
    },
  ) {}

  startDraining(): void {
    this.isDraining = true
  }

  state(): GatewayState {
    const { bus, catalog, keys, journal, relay } = this.parts
    if (this.isDraining) return 'draining'
    if (journal.isRed()) return 'red'
    if (!catalog.isReady() || !keys.isReady()) return 'starting'
    const isStale = catalog.staleMs() > STALE_MS || keys.staleMs() > STALE_MS
    return bus.current() === undefined || isStale || relay.isAmber() ? 'degraded' : 'ok'
  }

  isReady = (): boolean => {
    const state = this.state()
    return state === 'ok' || state === 'degraded'
  }

  /** @throws GatewayError `billing_unavailable` */
  assertOpen = (): void => {
    if (this.isDraining) throw billingUnavailable('The gateway is about to restart. Try again.')
    const { catalog, keys, journal } = this.parts
    if (!catalog.isReady() || !keys.isReady()) throw billingUnavailable('The gateway is starting. Try again soon.')
    if (journal.isRed()) throw billingUnavailable('Usage cannot be recorded at present: the journal has no room.')
  }
}
