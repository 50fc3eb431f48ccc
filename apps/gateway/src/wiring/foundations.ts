import type { Provider } from '@nestjs/common'
import type { Logger } from 'pino'
import { BusService } from '../bus.service.js'
import { createClientAddress } from '../door/client-address.js'
import { ENV, type GatewayEnv } from '../env.js'
import { LOGGER } from '../logger.js'
import { Metrics } from '../metrics.js'
import { Journal, type OpenedJournal } from '../usage/journal.js'
import { provide } from './provide.js'
import { CLIENT_ADDRESS, OPENED_JOURNAL } from './tokens.js'

/** What everything else stands on: metrics, bus and journal. */
export const foundations: Provider[] = [
  provide(Metrics, [], () => new Metrics()),
  provide(CLIENT_ADDRESS, [ENV], (env: GatewayEnv) => createClientAddress(env.TRUST_PROXY)),
  provide(BusService, [ENV, LOGGER], (env: GatewayEnv, logger: Logger) => {
    const { NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password } = env
    return new BusService(
      { url, ...(user !== undefined && { user }), ...(password !== undefined && { password }) },
      logger,
    )
  }),
  provide(OPENED_JOURNAL, [ENV, Metrics], (env: GatewayEnv, metrics: Metrics) =>
    Journal.open({
      outboxDir: env.OUTBOX_DIR,
      nodeId: env.NODE_ID,
      ballastBytes: env.OUTBOX_BALLAST_BYTES,
      onFsync: metrics.onFsync,
    }),
  ),
  provide(Journal, [OPENED_JOURNAL], ({ journal }: OpenedJournal) => journal),
]
