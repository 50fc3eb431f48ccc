import 'reflect-metadata'
import { readEnv } from './env.js'
import { startGateway } from './gateway-app.js'

try {
  const gateway = await startGateway(readEnv())
  const stop = async (): Promise<void> => {
    await gateway.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
