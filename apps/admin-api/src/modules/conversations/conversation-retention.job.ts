import { setTimeout as sleep } from 'node:timers/promises'
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { ConversationsRepository } from './conversations.repository.js'

const DAY_MS = 86_400_000
const BETWEEN_LOOKS_MS = 3_600_000

/** Deletes kept talks that nobody changed for as long as the installation says. Several of us do no harm. */
@Injectable()
export class ConversationRetentionJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(ConversationRetentionJob.name)
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly conversations: ConversationsRepository,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.env.conversationRetentionDays > 0) this.#running = this.#run()
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  /** @returns how many were deleted */
  async look(now: Date): Promise<number> {
    const keptMs = this.config.env.conversationRetentionDays * DAY_MS
    return this.conversations.deleteUnchangedSince(new Date(now.getTime() - keptMs))
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        const count = await this.look(new Date())
        if (count > 0) this.#logger.log(`${count} conversations were deleted at the end of their time`)
      } catch {
        this.#logger.warn('old conversations could not be deleted; the next look does it')
      }
      await sleep(BETWEEN_LOOKS_MS, undefined, { signal }).catch(() => {})
    }
  }
}
