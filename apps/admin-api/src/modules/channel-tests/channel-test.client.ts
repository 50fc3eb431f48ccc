import { randomUUID } from 'node:crypto'
import { Injectable, Logger } from '@nestjs/common'
import {
  CHANNEL_MESSAGE_VERSION,
  CHANNEL_SUBJECTS,
  type ChannelTestReply,
  channelTestReplySchema,
  type ListUpstreamModelsMessage,
  type ListUpstreamModelsReply,
  listUpstreamModelsReplySchema,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import { BusService } from '../../bus/bus.service.js'

/** An answer needs a moment longer than the work on it. */
const GRACE_MS = 2_000

export interface TestQuestion {
  channelId: string
  version: number
  channelKeyId: string | undefined
  modelName: string
  kind: 'call' | 'capabilities'
  timeoutMs: number
}

/** Asks a gateway, any of them: admin-api itself calls no upstream. */
@Injectable()
export class ChannelTestClient {
  readonly #logger = new Logger(ChannelTestClient.name)

  constructor(private readonly bus: BusService) {}

  /** @returns `undefined` where no gateway answered in time */
  test(
    { channelKeyId, ...question }: TestQuestion,
    testId: string = randomUUID(),
  ): Promise<ChannelTestReply | undefined> {
    const message = {
      v: CHANNEL_MESSAGE_VERSION,
      testId,
      ...question,
      ...(channelKeyId !== undefined && { channelKeyId }),
    }
    return this.#ask(CHANNEL_SUBJECTS.test, message, { schema: channelTestReplySchema, timeoutMs: question.timeoutMs })
  }

  listModels(
    channel: ListUpstreamModelsMessage['channel'],
    timeoutMs: number,
  ): Promise<ListUpstreamModelsReply | undefined> {
    const message = { v: CHANNEL_MESSAGE_VERSION, channel, timeoutMs }
    return this.#ask(CHANNEL_SUBJECTS.models, message, { schema: listUpstreamModelsReplySchema, timeoutMs })
  }

  async #ask<Reply>(
    subject: string,
    question: object,
    { schema, timeoutMs }: { schema: z.ZodType<Reply>; timeoutMs: number },
  ): Promise<Reply | undefined> {
    const connection = this.bus.current()?.connection
    if (connection === undefined) return undefined
    try {
      const message = await connection.request(subject, JSON.stringify(question), { timeout: timeoutMs + GRACE_MS })
      return schema.parse(message.json())
    } catch (error) {
      this.#logger.warn(`no gateway answered ${subject}: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
}
