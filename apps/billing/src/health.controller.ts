import { setTimeout as sleep } from 'node:timers/promises'
import { Controller, Get, Inject, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { BusService } from './bus/bus.service.js'
import { Database, LEDGER_DATABASE } from './database/database.repository.js'
import { Metrics } from './metrics.js'

const PING_TIMEOUT_MS = 2_000

/** On HEALTH_PORT, loopback: for the launcher, for Prometheus and for people. */
@Controller()
export class HealthController {
  constructor(
    private readonly bus: BusService,
    private readonly metrics: Metrics,
    @Inject(LEDGER_DATABASE) private readonly database: Database,
  ) {}

  /** Says only that the process turns: a dependency that is away is no reason to restart it. */
  @Get('health/live')
  live() {
    return { status: 'live' }
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const checks = { nats: this.bus.isConnected(), postgres: await this.#isDatabaseUp() }
    const isReady = checks.nats && checks.postgres
    reply.status(isReady ? 200 : 503)
    return { status: isReady ? 'ready' : 'waiting', checks }
  }

  @Get('metrics')
  async read(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.type(this.metrics.registry.contentType)
    return this.metrics.registry.metrics()
  }

  #isDatabaseUp(): Promise<boolean> {
    const ping = this.database.ping().then(
      () => true,
      () => false,
    )
    return Promise.race([ping, sleep(PING_TIMEOUT_MS, false, { ref: false })])
  }
}
