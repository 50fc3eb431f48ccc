import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { LeaseService } from '../admission/lease.service.js'
import { BusService } from '../bus.service.js'
import { CatalogProjection } from '../catalog/catalog.projection.js'
import { CallerService } from '../door/caller.service.js'
import { isAddressAllowed } from '../door/client-address.js'
import { CompletionsController } from '../door/completions.controller.js'
import { CountTokensController } from '../door/count-tokens.controller.js'
import { EmbeddingsController } from '../door/embeddings.controller.js'
import { ModelsController } from '../door/models.controller.js'
import { StoredResponsesController } from '../door/stored-responses.controller.js'
import { ENV, type GatewayEnv } from '../env.js'
import { ExchangeService } from '../exchange/exchange.service.js'
import { LOGGER } from '../logger.js'
import { RefusalPublisher } from '../refusals/refusal.publisher.js'
import { StateService } from '../state.service.js'
import { loadTokenizer } from '../tokenizer/tokenizer.js'
import { provide } from './provide.js'
import { CLIENT_ADDRESS, type ClientAddress } from './tokens.js'

/** What stands behind each path. */
export const door: Provider[] = [
  provide(
    CountTokensController,
    [ExchangeService, CatalogProjection, CLIENT_ADDRESS, LeaseService],
    (exchange: ExchangeService, projection: CatalogProjection, clientAddress: ClientAddress, leases: LeaseService) =>
      new CountTokensController({
        exchange,
        catalog: projection,
        isAddressAllowed,
        clientAddress,
        loadTokenizer,
        nowMs: () => leases.databaseNowMs(),
      }),
  ),
  provide(
    RefusalPublisher,
    [BusService, ENV, LOGGER],
    (bus: BusService, env: GatewayEnv, logger: Logger) => new RefusalPublisher(bus, env.NODE_ID, logger),
  ),
  provide(
    EmbeddingsController,
    [ExchangeService, CLIENT_ADDRESS],
    (exchange: ExchangeService, clientAddress: ClientAddress) => new EmbeddingsController(exchange, clientAddress),
  ),
  provide(
    CompletionsController,
    [ExchangeService, CLIENT_ADDRESS, CountTokensController, EmbeddingsController],
    (
      exchange: ExchangeService,
      clientAddress: ClientAddress,
      counting: CountTokensController,
      embeddings: EmbeddingsController,
    ) =>
      new CompletionsController(exchange, clientAddress, (request, reply, path) =>
        path.action === 'countTokens'
          ? counting.countForModel(request, reply, path.model)
          : embeddings.embedForModel(request, reply, path),
      ),
  ),
  provide(
    StoredResponsesController,
    [ExchangeService, CLIENT_ADDRESS],
    (exchange: ExchangeService, clientAddress: ClientAddress) => new StoredResponsesController(exchange, clientAddress),
  ),
  provide(
    ModelsController,
    [CallerService, CatalogProjection, CLIENT_ADDRESS, StateService, LeaseService],
    (
      callers: CallerService,
      projection: CatalogProjection,
      clientAddress: ClientAddress,
      state: StateService,
      leases: LeaseService,
    ) =>
      new ModelsController({
        callers,
        catalog: projection,
        isAddressAllowed,
        clientAddress,
        assertOpen: state.assertOpen,
        nowMs: () => leases.databaseNowMs(),
      }),
  ),
]
