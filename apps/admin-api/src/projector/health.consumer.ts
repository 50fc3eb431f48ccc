import type { JsMsg } from '@nats-io/jetstream'
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { CONSUMERS, ensureStream, healthStream, stashStream } from '@tollgate/messaging'
import { channelHealthSchema, isJournalHealth, journalHealthSchema } from '@tollgate/protocols/events'
import { BusService } from '../bus/bus.service.js'
import { parseJson, StreamFollower } from '../bus/stream-follower.js'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { ChannelKeysRepository } from '../modules/channels/channel-keys.repository.js'
import { JournalAlertsRepository } from './journal-alerts.repository.js'

/** Stores what gateways say of channels, their keys and their own journals. The latest word counts; a lost one is said again. */
@Injectable()
export class HealthConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #follower: StreamFollower

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    bus: BusService,
    private readonly channelKeys: ChannelKeysRepository,
    private readonly journalAlerts: JournalAlertsRepository,
  ) {
    this.#follower = new StreamFollower(bus, new Logger(HealthConsumer.name), {
      stream: healthStream(),
      durable: CONSUMERS.health,
      what: 'health report',
      // gateways fill it, but none of them may make it
      prepare: (manager) => ensureStream(manager, stashStream()),
      read: (message) => this.#read(message),
      retryMs: config.projector.retryMs,
    })
  }

  onApplicationBootstrap(): void {
    this.#follower.start()
  }

  onModuleDestroy(): Promise<void> {
    return this.#follower.stop()
  }

  #read(message: JsMsg): (() => Promise<void>) | undefined {
    if (isJournalHealth(message.subject)) {
      const report = journalHealthSchema.safeParse(parseJson(message))
      return report.success ? () => this.journalAlerts.note(report.data) : undefined
    }
    const report = channelHealthSchema.safeParse(parseJson(message))
    if (!report.success) return undefined
    const { channelId, channelKeyId, state, reason, until } = report.data
    return async () => {
      await this.channelKeys.setHealth({
        channelId,
        channelKeyId: channelKeyId ?? undefined,
        state,
        note: reason,
        until: until == null ? null : new Date(until),
      })
    }
  }
}
