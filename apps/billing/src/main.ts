import 'reflect-metadata'
import { readEnv } from './env.js'
import { createLogger, type Logger } from './logger.js'
import { type RunningBilling, startBilling } from './start-billing.js'

const SHUTDOWN_TIMEOUT_MS = 20_000

try {
  const env = readEnv()
  const logger = createLogger({ level: env.LOG_LEVEL, nodeId: env.NODE_ID })
  const billing = await startBilling(env, logger)
  stopOnSignal(billing, logger)
  logger.info({ port: billing.port, healthPort: billing.healthPort }, 'billing listens')
  await billing.answering.catch((error: unknown) => {
    throw new Error('Billing cannot start: NATS refuses NATS_USER and NATS_PASSWORD.', { cause: error })
  })
  logger.info('billing answers')
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

function stopOnSignal(billing: RunningBilling, logger: Logger): void {
  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    logger.info({ signal }, 'billing stops')
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref()
    await billing.close()
    process.exit(0) // a connection attempt that still waits for NATS would keep us
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal))
}
