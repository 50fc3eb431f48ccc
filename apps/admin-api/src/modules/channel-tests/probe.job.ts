import { setTimeout as sleep } from 'node:timers/promises'
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { ProjectorJob } from '../../projector/projector.job.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import { ChannelTestsRepository } from './channel-tests.repository.js'
import { ChannelTestsService } from './channel-tests.service.js'

const MINUTE_MS = 60_000
const KEEP_DAYS = 30
/** Calls in one look, one after the other: gentle, and a thousand channels are through in a few hours all the same. */
const PROBES_A_LOOK = 20

/**
 * Calls every model of every active channel once in a while, if an administrator has set an interval: finds models that
 * an upstream denies, and those that it gives back. Runs beside the projector, of which there is one.
 */
@Injectable()
export class ProbeJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(ProbeJob.name)
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(
    private readonly projector: ProjectorJob,
    private readonly settings: SettingsRepository,
    private readonly tests: ChannelTestsRepository,
    private readonly service: ChannelTestsService,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run()
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await sleep(MINUTE_MS, undefined, { signal }).catch(() => {})
      if (signal.aborted || !this.projector.isProjecting()) continue
      try {
        await this.look(new Date())
      } catch (error) {
        this.#logger.warn(`probes wait: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }

  /** @returns how many models were called */
  async look(now: Date): Promise<number> {
    await this.tests.deleteBefore(new Date(now.getTime() - KEEP_DAYS * 24 * 60 * MINUTE_MS))
    const { probeMinutes } = await this.settings.get()
    if (probeMinutes === 0) return 0
    const due = await this.tests.listDue(new Date(now.getTime() - probeMinutes * MINUTE_MS), PROBES_A_LOOK)
    for (const { channelId, modelName } of due) {
      if (this.#stop.signal.aborted) break
      await this.service.probe(channelId, modelName)
    }
    return due.length
  }
}
