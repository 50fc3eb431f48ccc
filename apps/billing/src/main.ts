import 'reflect-metadata'
import { createServer, type Server } from 'node:http'
import { NestFactory } from '@nestjs/core'
import { Transport } from '@nestjs/microservices'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { connectionOptions } from '@tollgate/messaging'
import { createAppModule } from './app.module.js'
import { askDeserializer, replySerializer } from './bus/ask.js'
import { natsAccess } from './bus/bus.service.js'
import { Database, LEASE_DATABASE, LEDGER_DATABASE } from './database/database.repository.js'
import { type BillingEnv, readEnv } from './env.js'
import { createLogger, type Logger, NestLogger } from './logger.js'

const LOOPBACK = '127.0.0.1'
/** For answers that are being written when we are asked to stop. */
const REPLY_GRACE_MS = 200
const SHUTDOWN_TIMEOUT_MS = 20_000

async function start(env: BillingEnv): Promise<void> {
  const logger = createLogger({ level: env.LOG_LEVEL, nodeId: env.NODE_ID })
  const app = await NestFactory.create<NestFastifyApplication>(createAppModule(env, logger), new FastifyAdapter(), {
    logger: new NestLogger(logger),
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
  stopOnSignal(app, { logger, listener })
  logger.info({ port: env.PORT, healthPort: env.HEALTH_PORT }, 'billing listens')
  await app.startAllMicroservices() // waits for NATS, however long
  logger.info('billing answers')
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

/** Finishes the batch in hand and the questions being answered, then ends. */
function stopOnSignal(app: NestFastifyApplication, { logger, listener }: { logger: Logger; listener: Server }): void {
  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    logger.info({ signal }, 'billing stops')
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref()
    listener.close()
    await app.close()
    for (const token of [LEASE_DATABASE, LEDGER_DATABASE]) await app.get<Database>(token).close()
    process.exit(0) // a connection attempt that still waits for NATS would keep us
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal))
}

try {
  await start(readEnv())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
