import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import {
  BUCKET_MAX_BYTES,
  type Bus,
  connectBus,
  createProjectionWriter,
  ensureConsumer,
  ensureStream,
  healthStream,
  type ProjectionWriter,
  refusalStream,
  STASH_STREAM,
  STREAMS,
  stashStream,
  usageStream,
} from '@tollgate/messaging'
import { startTestNatsServer, type TestNatsServer } from '@tollgate/messaging/testing'
import {
  BUCKETS,
  type ChannelHealth,
  GATEWAY_SUBJECTS,
  type JournalHealth,
  type UsageEvent,
  usageEventSchema,
} from '@tollgate/protocols/events'
import { type FakeUpstream, startFakeUpstream, waitUntil } from '@tollgate/testkit'
import { type GatewayEnv, readEnv } from '../env.js'
import { type GatewayOptions, type RunningGateway, startGateway } from '../gateway-app.js'
import { IDS, MASTER_KEY, RigRecords, UNIT } from './rig-records.js'
import { ScriptedBilling } from './scripted-billing.js'
import { TestGateway } from './test-gateway.js'

export { IDS, MODEL, UNIT, UPSTREAM_KEY } from './rig-records.js'
export { TestGateway } from './test-gateway.js'

const PASSWORDS = { gateway: 'g', billing: 'b', 'admin-api': 'a', operator: 'o' }

/** Real nats-server with the real permissions, a fake upstream, a scripted billing and gateways in this process. */
export class GatewayRig extends RigRecords {
  readonly events: UsageEvent[] = []
  readonly health: ChannelHealth[] = []
  readonly journalHealth: JournalHealth[] = []
  readonly siteRequests: { url: string; method: string; headers: IncomingHttpHeaders }[] = []
  private readonly gateways: RunningGateway[] = []
  private constructor(
    readonly nats: TestNatsServer,
    readonly upstream: FakeUpstream,
    readonly billing: ScriptedBilling,
    private readonly buses: Bus[],
    private readonly writers: { catalog: ProjectionWriter; keys: ProjectionWriter },
    private readonly site: Server,
    readonly outboxDir: string,
  ) {
    super(upstream.url)
  }

  static async start(): Promise<GatewayRig> {
    const nats = await startTestNatsServer(PASSWORDS)
    const connect = (user: keyof typeof PASSWORDS) => connectBus({ url: nats.url, user, password: PASSWORDS[user] })
    const [operator, billing, admin] = [await connect('operator'), await connect('billing'), await connect('admin-api')]
    const limits = { maxBytes: 64 * 1024 ** 2, fileLimitBytes: 8 * 1024 ** 3 }
    await ensureStream(await jetstreamManager(operator.connection), usageStream(limits))
    await ensureStream(await jetstreamManager(operator.connection), healthStream())
    await ensureStream(await jetstreamManager(operator.connection), refusalStream())
    const writer = (bucket: 'catalog' | 'keys') =>
      createProjectionWriter(admin.connection, { bucket: BUCKETS[bucket], maxBytes: BUCKET_MAX_BYTES[bucket] })
    const site = createServer()
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const rig = new GatewayRig(
      nats,
      await startFakeUpstream(),
      new ScriptedBilling(billing.connection),
      [operator, billing, admin],
      { catalog: writer('catalog'), keys: writer('keys') },
      site,
      await mkdtemp(join(tmpdir(), 'tollgate-gateway-')),
    )
    site.on('request', (request, response) => {
      rig.siteRequests.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers })
      request.resume().once('end', () => response.setHeader('set-cookie', 'site=1').end('<h1>console</h1>'))
    })
    await rig.follow(operator)
    rig.fill()
    await rig.project()
    rig.billing.balances.set(IDS.payer, 1_000n * UNIT)
    return rig
  }

  /** Copies every usage and health event. Fetched again and again, which survives a restart of the server. */
  private async follow({ connection }: Bus): Promise<void> {
    for (const [stream, subject, take] of [
      ['USAGE', 'usage.v1.>', (value: unknown) => this.events.push(usageEventSchema.parse(value))],
      ['HEALTH', 'health.v1.>', (value: unknown) => this.noteHealth(value as ChannelHealth | JournalHealth)],
    ] as const) {
      const options = { durable: 'rig', subject, ackWaitMs: 30_000, maxAckPending: 1_000 }
      await ensureConsumer(await jetstreamManager(connection), stream, options)
      void this.fetchAll(connection, stream, take)
    }
  }

  private noteHealth(report: ChannelHealth | JournalHealth): void {
    if ('channelId' in report) this.health.push(report)
    else this.journalHealth.push(report)
  }

  private async fetchAll(connection: NatsConnection, stream: string, take: (value: unknown) => void): Promise<void> {
    while (!connection.isClosed()) {
      try {
        const consumer = await jetstream(connection, { timeout: 1_000 }).consumers.get(stream, 'rig')
        for await (const message of await consumer.fetch({ max_messages: 100, expires: 1_000 })) {
          take(message.json())
          message.ack()
        }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50)) // the server is away
      }
    }
  }

  /** Writes catalog and keys as admin-api's projector does. */
  async project(): Promise<void> {
    await this.writers.catalog.reconcile({ records: [...this.catalog.values()], epoch: 1 })
    await this.writers.keys.reconcile({ records: [...this.keys.values()], epoch: 1 })
  }

  env(changes: Record<string, string> = {}): GatewayEnv {
    const site = `http://127.0.0.1:${(this.site.address() as AddressInfo).port}`
    return readEnv({
      NATS_URL: this.nats.url,
      NATS_USER: 'gateway',
      NATS_PASSWORD: PASSWORDS.gateway,
      PORT: '0',
      HEALTH_PORT: '0',
      LOG_LEVEL: 'silent',
      NODE_ID: 'g1',
      OUTBOX_DIR: this.outboxDir,
      MASTER_KEY,
      EGRESS_ALLOW: `127.0.0.1:${this.upstream.port}`,
      CONSOLE_URL: site,
      ADMIN_API_URL: `${site}/graphql`,
      OUTBOX_BALLAST_BYTES: '4096',
      SHUTDOWN_TIMEOUT_MS: '2000',
      ...changes,
    })
  }

  /** A gateway that is ready. */
  async gateway(changes: Record<string, string> = {}, options: GatewayOptions = {}): Promise<TestGateway> {
    const running = await this.startGateway(changes, options)
    await waitUntil(async () => (await fetch(`${running.healthUrl}/health/ready`)).status === 200)
    return running
  }

  async startGateway(changes: Record<string, string> = {}, options: GatewayOptions = {}): Promise<TestGateway> {
    const running = await startGateway(this.env(changes), options)
    this.gateways.push(running)
    return new TestGateway(running, this.apiKey)
  }

  /** The stream as new: nothing in it, no message id remembered. */
  async emptyUsage(maxBytes = 64 * 1024 ** 2): Promise<void> {
    const [operator] = this.buses
    if (operator === undefined) return
    const manager = await jetstreamManager(operator.connection)
    await manager.streams.delete(STREAMS.usage)
    await ensureStream(manager, usageStream({ maxBytes, fileLimitBytes: 8 * 1024 ** 3 }))
    const options = { durable: 'rig', subject: 'usage.v1.>', ackWaitMs: 30_000, maxAckPending: 1_000 }
    await ensureConsumer(manager, STREAMS.usage, options)
  }

  /** To connect as one of the services. */
  access(user: keyof typeof PASSWORDS): { url: string; user: string; password: string } {
    return { url: this.nats.url, user, password: PASSWORDS[user] }
  }

  /** The bucket that admin-api makes. */
  async makeStash(): Promise<void> {
    await ensureStream(await this.manager(), stashStream())
  }

  async emptyStash(): Promise<void> {
    await (await this.manager()).streams.purge(STASH_STREAM)
  }

  async dropStash(): Promise<void> {
    await (await this.manager()).streams.delete(STASH_STREAM)
  }

  private manager(): Promise<JetStreamManager> {
    const [operator] = this.buses
    if (operator === undefined) throw new Error('the rig is closed')
    return jetstreamManager(operator.connection)
  }

  tellMoneyChanged(accountId: string): void {
    const [, billing] = this.buses
    billing?.connection.publish(GATEWAY_SUBJECTS.moneyChanged, JSON.stringify({ v: 1, accountIds: [accountId] }))
  }

  eventOf(requestId: string): Promise<UsageEvent> {
    return waitUntil(() => this.events.find((event) => event.requestId === requestId))
  }

  async close(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.stop()))
    await Promise.all(this.buses.map((bus) => bus.close()))
    await this.upstream.close()
    this.site.closeAllConnections()
    this.site.close()
    await this.nats.close()
    await rm(this.outboxDir, { recursive: true, force: true })
  }
}
