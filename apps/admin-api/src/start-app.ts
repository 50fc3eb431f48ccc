import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { createAppModule } from './app.module.js'
import { BusService } from './bus/bus.service.js'
import type { AppConfig } from './config.js'
import { Database } from './database/database.repository.js'
import { startHealthServer } from './health.server.js'
import { isHttps } from './identity/cookies.js'
import { createLogger, NestLogger } from './logger.js'
import { Metrics } from './metrics.js'

/** State files of a whole campus fit; anything larger is a mistake. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024
const MAX_PARAM_LENGTH = 100

export interface RunningApp {
  /** http://host:port */
  url: string
  healthUrl: string
  app: NestFastifyApplication
  close(): Promise<void>
}

/** Starts the API and its health listener. Answers at once, with or without NATS. @throws where a port is taken */
export async function startApp(config: AppConfig): Promise<RunningApp> {
  const { env } = config
  const logger = createLogger(env.logLevel)
  const adapter = new FastifyAdapter({
    trustProxy: env.trustedProxies.length > 0 ? env.trustedProxies : false,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    genReqId: () => randomUUID(),
  })
  const app = await NestFactory.create<NestFastifyApplication>(createAppModule(config, logger), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
    hsts: isHttps(env.publicUrl) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  const fastify = app.getHttpAdapter().getInstance()
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    void reply.header('cache-control', 'no-store')
    if (request.method !== 'POST') return reply.code(405).header('allow', 'POST').send({ error: 'POST /graphql' })
  })
  await app.listen(env.port, env.host)
  const health = await startHealthServer({
    port: env.healthPort,
    checks: { postgres: () => app.get(Database).isReachable(), nats: () => app.get(BusService).isConnected() },
    metrics: app.get(Metrics).registry,
  })
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1')
  logger.info({ url, healthPort: health.port }, 'admin-api listens')
  return {
    url,
    healthUrl: `http://127.0.0.1:${health.port}`,
    app,
    async close() {
      await health.close()
      await app.close()
    },
  }
}
