import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOPBACK = '127.0.0.1'
const CHECK_TIMEOUT_MS = 2_000

export interface HealthOptions {
  port: number
  /** What readiness depends on, by name. */
  checks: Readonly<Record<string, () => boolean | Promise<boolean>>>
  metrics: { contentType: string; metrics(): Promise<string> }
}

export interface HealthServer {
  port: number
  close(): Promise<void>
}

/** `/health/live`, `/health/ready` and `/metrics`, on loopback only. */
export async function startHealthServer({ port, checks, metrics }: HealthOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: string, type = 'application/json'): void => {
      response.writeHead(status, { 'content-type': type })
      response.end(body)
    }
    switch (request.method === 'GET' ? request.url : undefined) {
      case '/health/live':
        return answer(200, '{"status":"live"}')
      case '/health/ready':
        return void runChecks(checks).then((results) => {
          const isReady = Object.values(results).every(Boolean)
          const body = { status: isReady ? 'ready' : 'waiting', checks: results }
          answer(isReady ? 200 : 503, JSON.stringify(body))
        })
      case '/metrics':
        return void metrics.metrics().then(
          (text) => answer(200, text, metrics.contentType),
          () => answer(500, '{}'),
        )
      default:
        return answer(404, '{"status":"not found"}')
    }
  })
  await listen(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function runChecks(checks: HealthOptions['checks']): Promise<Record<string, boolean>> {
  const entries = Object.entries(checks).map(async ([name, check]) => {
    const result = Promise.resolve(check()).catch(() => false)
    return [name, await Promise.race([result, sleep(CHECK_TIMEOUT_MS, false, { ref: false })])] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
