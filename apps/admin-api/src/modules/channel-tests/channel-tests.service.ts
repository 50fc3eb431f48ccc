import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { CapabilityFact, ChannelTestReply } from '@tollgate/protocols/events'
import { APP_CONFIG, type AppConfig } from '../../config.js'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { badInput, failed, ok, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { ChannelKeysRepository } from '../channels/channel-keys.repository.js'
import { type ChannelRow, ChannelsRepository } from '../channels/channels.repository.js'
import { sealKeys } from '../channels/seal-keys.js'
import { type ModelRow, ModelsRepository } from '../models/models.repository.js'
import { applyFacts, lacksOf, type Measured } from './apply-facts.js'
import { ChannelTestClient } from './channel-test.client.js'
import { type ChannelTestRow, ChannelTestsRepository, type TestCause } from './channel-tests.repository.js'
import type { PullModelsInput, PullModelsPayload, TestChannelInput } from './channel-tests.types.js'
import { diffModels } from './diff-models.js'
import { toOutcome } from './to-outcome.js'

const CALL_TIMEOUT_MS = 20_000
/** Five calls, each of which may think. */
const CAPABILITIES_TIMEOUT_MS = 60_000
const LIST_TIMEOUT_MS = 15_000

interface Question {
  channelKeyId?: string | undefined
  modelName: string
  cause: TestCause
}

/** That the address is not allowed is an outcome, no failure: root may allow it. */
export type PulledModels = Pick<PullModelsPayload, 'models' | 'blockedHostPort'>

/** Tests of channels: made by a gateway, recorded here, never billed; what they find of denied models is put into force. */
@Injectable()
export class ChannelTestsService {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly client: ChannelTestClient,
    private readonly tests: ChannelTestsRepository,
    private readonly channels: ChannelsRepository,
    private readonly keys: ChannelKeysRepository,
    private readonly models: ModelsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async list(
    caller: Caller,
    args: { channelId: string; first: number; after?: string | undefined },
  ): Promise<Page<ChannelTestRow>> {
    assertCan(caller, 'channel:read')
    const request = parsePage(args, 2)
    const found = await this.tests.list(parseId(args.channelId), request)
    return toPage({ ...found, first: request.first, cursorOf: ({ at, id }) => [at.toISOString(), id] })
  }

  async test(caller: Caller, input: TestChannelInput): Promise<Result<ChannelTestRow>> {
    assertCan(caller, 'channel:write')
    const channel = await this.#get(input.channelId)
    const modelName = input.modelName ?? publicNamesOf(channel)[0]
    if (modelName === undefined) return failed([badInput('nothingToTest', ['modelName'])])
    const channelKeyId = input.channelKeyId == null ? undefined : parseId(input.channelKeyId)
    const { row } = await this.#run(caller, channel, { channelKeyId, modelName, cause: 'asked' })
    return ok(row)
  }

  /** Of a channel that was saved a moment ago: its first model. @returns `undefined` where it serves none */
  async testSaved(caller: Caller, channel: ChannelRow): Promise<ChannelTestRow | undefined> {
    assertCan(caller, 'channel:write')
    const [modelName] = publicNamesOf(channel)
    if (modelName === undefined) return undefined
    return (await this.#run(caller, channel, { modelName, cause: 'saved' })).row
  }

  /** By the probe job: nobody asks. */
  async probe(channelId: string, modelName: string): Promise<ChannelTestRow | undefined> {
    const channel = await this.channels.find(channelId)
    if (channel === undefined) return undefined
    return (await this.#run(undefined, channel, { modelName, cause: 'scheduled' })).row
  }

  /** Finds out what a model of a channel takes, and writes it into the model with the date. */
  async probeCapabilities(
    caller: Caller,
    input: { channelId: string; modelName: string },
  ): Promise<Result<{ test: ChannelTestRow; facts: CapabilityFact[]; model: ModelRow | undefined }>> {
    assertCan(caller, 'channel:write')
    assertCan(caller, 'model:write')
    const channel = await this.#get(input.channelId)
    const question = { modelName: input.modelName, cause: 'capabilities' as const }
    const { row, reply } = await this.#run(caller, channel, question)
    const facts = reply?.facts ?? []
    const model =
      facts.length === 0 ? undefined : await this.#learn(caller, channel, { modelName: input.modelName, facts })
    return ok({ test: row, facts, model })
  }

  /** What the upstream lists, against what the channel serves; the channel need not be stored yet. */
  async pullModels(caller: Caller, input: PullModelsInput): Promise<Result<PulledModels>> {
    assertCan(caller, 'channel:write')
    const stored = input.channelId == null ? undefined : await this.#get(input.channelId)
    const { type = stored?.type, baseUrl = stored?.baseUrl } = {
      type: input.type ?? undefined,
      baseUrl: input.baseUrl ?? undefined,
    }
    if (type === undefined || baseUrl === undefined) return failed([badInput('importMissing', ['baseUrl'])])
    if (!URL.canParse(baseUrl)) return failed([badInput('invalidBaseUrl', ['baseUrl'])])
    const id = stored?.id ?? randomUUID()
    const typed =
      input.key == null || input.key === '' ? undefined : sealKeys({ id, baseUrl }, [input.key], this.config.env)
    const known = typed ?? (stored && (await this.keys.listSealed(this.database.client, stored.id))) ?? []
    const reply = await this.client.listModels(
      {
        ...{ v: 1, key: `channel.${id}`, epoch: 0, version: 0, isDeleted: false, kind: 'channel', channelId: id },
        ...{ name: stored?.name ?? 'new', type, baseUrl, models: [], modelMapping: {}, priority: 0, weight: 1 },
        ...{ groupIds: [], tags: [], isActive: true, schedulable: true, settings: stored?.settings ?? {} },
        keys: known.slice(0, 1).map(({ id: channelKeyId, sealed }) => ({ channelKeyId, sealed, isActive: true })),
      },
      LIST_TIMEOUT_MS,
    )
    if (reply === undefined) return failed([{ code: 'GATEWAY_UNAVAILABLE', text: 'gatewayUnavailable' }])
    if (reply.type === 'failed') {
      if (reply.blockedHostPort != null) return ok({ models: [], blockedHostPort: reply.blockedHostPort })
      const values = { detail: reply.reason }
      return failed([{ code: 'UPSTREAM_REFUSED', text: 'upstreamRefused', path: ['baseUrl'], values }])
    }
    return ok({ models: diffModels(reply.names, stored ?? { models: [], modelMapping: {} }), blockedHostPort: null })
  }

  async #get(id: string): Promise<ChannelRow> {
    const channel = await this.channels.find(parseId(id))
    if (channel === undefined) throw new ApiError('NOT_FOUND')
    return channel
  }

  async #run(
    caller: Caller | undefined,
    channel: ChannelRow,
    { channelKeyId, modelName, cause }: Question,
  ): Promise<{ row: ChannelTestRow; reply: ChannelTestReply | undefined }> {
    const isCapabilities = cause === 'capabilities'
    const id = randomUUID()
    const reply = await this.client.test(
      {
        ...{ channelId: channel.id, version: channel.version, channelKeyId, modelName },
        kind: isCapabilities ? 'capabilities' : 'call',
        timeoutMs: isCapabilities ? CAPABILITIES_TIMEOUT_MS : CALL_TIMEOUT_MS,
      },
      id,
    )
    const row = await this.tests.insert({
      ...toOutcome(reply),
      ...{ id, channelId: channel.id, modelName, cause, actorUserId: caller?.actor?.userId ?? null },
      ...(channelKeyId !== undefined && { channelKeyId }),
    })
    // one key's denial says nothing of the others
    if (row.isOk || (row.isAccessDenied && channelKeyId === undefined))
      await this.#setDenied(caller, channel, { modelName, isDenied: row.isAccessDenied, reason: row.text })
    return { row, reply }
  }

  async #setDenied(
    caller: Caller | undefined,
    channel: ChannelRow,
    { modelName, isDenied, reason }: { modelName: string; isDenied: boolean; reason: string },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.tests.setDenied(tx, channel.id, { modelName, isDenied }))) return
      await this.audit.record(tx, caller, {
        action: isDenied ? 'channel:model-denied' : 'channel:model-granted',
        ...{ targetKind: 'channel', targetId: channel.id, after: { modelName } },
        ...(isDenied && { reason }),
      })
    })
  }

  async #learn(
    caller: Caller,
    channel: ChannelRow,
    { modelName, facts }: { modelName: string; facts: readonly CapabilityFact[] },
  ): Promise<ModelRow | undefined> {
    return this.database.transaction(async (tx) => {
      await this.channels.lock(tx, channel.id)
      const lacks = { ...channel.lacks, [modelName]: lacksOf(channel.lacks[modelName] ?? [], facts) }
      if (lacks[modelName]?.length === 0) delete lacks[modelName]
      if (JSON.stringify(lacks) !== JSON.stringify(channel.lacks)) await this.channels.setLacks(tx, channel.id, lacks)
      const found = await this.models.findByName(modelName, tx)
      const model = found && (await this.models.lock(tx, found.id))
      if (model === undefined) return undefined
      const isOnlyChannel = (await this.channels.countServing(tx, modelName)) <= 1
      const measured: Measured = {
        ...{ at: new Date().toISOString(), channelId: channel.id, channelName: channel.name },
        facts: facts.map(({ capability, verdict, note }) => ({ capability, verdict, note })),
      }
      const after = applyFacts(model, facts, { isOnlyChannel })
      const updated = await this.models.setMeasured(tx, model.id, { ...after, measured })
      await this.audit.record(tx, caller, {
        ...{ action: 'model:measure', targetKind: 'model', targetId: model.id },
        before: { abilities: model.abilities, traits: model.traits },
        after: { ...after, measured },
      })
      return updated
    })
  }
}

/** Every name under which a channel serves something, mapped ones too; each once. */
export const publicNamesOf = ({ models, modelMapping }: Pick<ChannelRow, 'models' | 'modelMapping'>): string[] => [
  ...new Set([...models, ...Object.keys(modelMapping)]),
]
