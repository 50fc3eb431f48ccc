import type { INestApplication } from '@nestjs/common'
import { createResolver } from '@tollgate/egress'
import type { Logger } from 'pino'
import { BusService } from '../bus.service.js'
import { CatalogProjection } from '../catalog/catalog.projection.js'
import type { GatewayEnv } from '../env.js'
import { HealthStore } from '../routing/health.store.js'
import { EgressService } from '../upstream/egress.service.js'
import { startChannelTestConsumer } from './channel-test.consumer.js'
import { ChannelTester } from './channel-tester.js'

/** What admin-api asks about channels: tests, lists of models, addresses. */
export function startChannelTests(app: INestApplication, env: GatewayEnv, logger: Logger): void {
  const { egress, isAllowed } = app.get(EgressService)
  const { NODE_ID: nodeId, MASTER_KEY: masterKey } = env
  const health = app.get(HealthStore)
  const tester = new ChannelTester({
    ...{ nodeId, egress, catalog: app.get(CatalogProjection) },
    onAnswered: (target) => health.heal(target),
  })
  startChannelTestConsumer({
    ...{ bus: app.get(BusService), tester, egress, isAllowed, masterKey, nodeId, logger },
    resolve: createResolver(),
  })
}
