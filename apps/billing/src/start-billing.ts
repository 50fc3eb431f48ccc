import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NestFactory } from '@nestjs/core'
import { Transport } from '@nestjs/microservices'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { connectionOptions } from '@tollgate/messaging'
import { createAppModule } from './app.module.js'
import { askDeserializer, replySerializer } from './bus/ask.js'
import { natsAccess } from './bus/bus.service.js'
import { Database, LEASE_DATABASE, LEDGER_DATABASE } from './database/database.repository.js'
import type { BillingEnv } from './env.js'
import { type Logger, NestLogger } from './logger.js'

const LOOPBACK = '127.0.0.1'
/** For answers that are being written when we are asked to stop. */
const REPLY_GRACE_MS = 200

export interface RunningBilling {
  port: number
  healthPort: number
  /** Resolves once gateways are answered; open while NATS is away. @throws on a wrong user or password */
  answering: Promise<void>
  /** Finishes the batch in hand and the questions being answered. */
  close(): Promise<void>
}

/** Resolves as soon as health is told, whatever else is away. */
export async function startBilling(env: BillingEnv, logger: Logger): Promise<RunningBilling> {
  const app = await NestFactory.create<NestFastifyApplication>(createAppModule(env, logger), new FastifyAdapter(), {
    logger: new NestLogger(logger),
    abortOnError: false,
  })
  app.connectMicroservice({
    transport: Transport.NATS,
    options: {
      ...connectionOptions(natsAccess(env)),
      deserializer: askDeserializer,
      serializer: replySerializer,
      gracefulShutdown: true,
      gracePeriod: REPLY_GRACE_MS,
    },
  })
  await app.listen(env.HEALTH_PORT, LOOPBACK)
  const listener = await listenPublicly(env)
  return {
    port: portOf(listener),
    healthPort: portOf(app.getHttpServer()),
    answering: app.startAllMicroservices().then(() => undefined),
    async close() {
      listener.close()
      await app.close()
      for (const token of [LEASE_DATABASE, LEDGER_DATABASE]) await app.get<Database>(token).close()
    },
  }
}

/** Who starts us waits for PORT: it says that we are up, and nothing else. */
async function listenPublicly(env: BillingEnv): Promise<Server> {
  const server = createServer((request, response) => {
    const isHealth = request.method === 'GET' && request.url === '/health'
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' })
    response.end(isHealth ? '{"status":"ok"}' : '{"status":"not found"}')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(env.PORT, env.HOST, resolve)
  })
  return server
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port
