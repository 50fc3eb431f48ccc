import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { BusService } from '../bus.service.js'
import { ApiKeysProjection } from '../catalog/api-keys.projection.js'
import { CatalogProjection } from '../catalog/catalog.projection.js'
import { ENV, type GatewayEnv } from '../env.js'
import { HealthController } from '../health.controller.js'
import { LOGGER } from '../logger.js'
import { Metrics } from '../metrics.js'
import { StateService } from '../state.service.js'
import { Journal } from '../usage/journal.js'
import { Relay } from '../usage/relay.js'
import { provide } from './provide.js'

/** The projections in memory, and what the state of the gateway follows from. */
export const catalog: Provider[] = [
  provide(
    CatalogProjection,
    [BusService, LOGGER, ENV],
    (bus: BusService, logger: Logger, env: GatewayEnv) => new CatalogProjection(bus, logger, env.MASTER_KEY),
  ),
  provide(
    ApiKeysProjection,
    [BusService, LOGGER],
    (bus: BusService, logger: Logger) => new ApiKeysProjection(bus, logger),
  ),
  provide(
    StateService,
    [BusService, CatalogProjection, ApiKeysProjection, Journal, Relay],
    (bus: BusService, projection: CatalogProjection, keys: ApiKeysProjection, journal: Journal, relay: Relay) =>
      new StateService({ bus, catalog: projection, keys, journal, relay }),
  ),
  provide(
    HealthController,
    [StateService, Metrics],
    (state: StateService, metrics: Metrics) => new HealthController(state, metrics),
  ),
]
