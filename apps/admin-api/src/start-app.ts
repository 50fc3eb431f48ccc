import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { createAppModule } from './app.module.js'
import { BusService } from './bus/bus.service.js'
import type { AppConfig } from './config.js'
import { Database } from './database/database.repository.js'
import { startHealthServer } from './health.server.js'
import { Authenticator } from './identity/authenticator.js'
import {
  BODY_BYTES,
  bodyBytesOf,
  isLargeBody,
  limitBytes,
  STATE_BODY_BYTES,
  tooLargeAnswer,
} from './identity/body-limit.js'
import { isHttps } from './identity/cookies.js'
import { createLogger, NestLogger } from './logger.js'
import { Metrics } from './metrics.js'

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
    bodyLimit: STATE_BODY_BYTES,
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
    if (!isLargeBody(request.headers['content-length'])) return
    const { actor } = await app.get(Authenticator, { strict: false }).identify({
      headers: request.headers,
      address: request.ip,
      requestId: request.id,
      setCookies: () => undefined,
    })
    if (Number(request.headers['content-length']) > bodyBytesOf(actor))
      return reply.code(413).header('connection', 'close').send(tooLargeAnswer())
  })
  fastify.addHook('preParsing', async (request, _reply, payload) =>
    request.headers['content-length'] === undefined ? payload.pipe(limitBytes(BODY_BYTES)) : payload,
  )
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
