import { type FastifyInstance, fastify } from 'fastify'
import type { Metrics } from './metrics.js'
import type { StateService } from './state.service.js'

const LOOPBACK = '127.0.0.1'

/** `/health/live`, `/health/ready` and `/metrics` on a listener of their own, always on loopback. */
export class HealthController {
  private readonly server: FastifyInstance = fastify({ logger: false, forceCloseConnections: true })

  constructor(
    private readonly state: StateService,
    private readonly metrics: Metrics,
  ) {}

  /** @returns the port */
  async listen(port: number): Promise<number> {
    this.server.get('/health/live', () => ({ status: 'ok' }))
    this.server.get('/health/ready', (_request, reply) =>
      reply.code(this.state.isReady() ? 200 : 503).send({ status: this.state.state() }),
    )
    this.server.get('/metrics', async (_request, reply) =>
      reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics()),
    )
    return Number(new URL(await this.server.listen({ host: LOOPBACK, port })).port)
  }

  close(): Promise<void> {
    return this.server.close()
  }
}
