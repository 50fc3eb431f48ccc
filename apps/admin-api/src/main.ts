import 'reflect-metadata'
import { defaultConfig } from './config.js'
import { readEnv } from './env.js'
import { startApp } from './start-app.js'

const SHUTDOWN_TIMEOUT_MS = 20_000

try {
  const running = await startApp(defaultConfig(readEnv()))
  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref()
    await running.close()
    process.exit(0) // a connection attempt that still waits for NATS would keep us
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
