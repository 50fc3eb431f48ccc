import { Injectable } from '@nestjs/common'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { ChannelKeysRepository } from '../channels/channel-keys.repository.js'
import { ChannelsRepository } from '../channels/channels.repository.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { ModelsRepository } from '../models/models.repository.js'
import { currentPrice, PricesRepository } from '../prices/prices.repository.js'
import type { CatalogExport, ExportCatalogInput } from './transfer.types.js'
import { type ExportedCatalog, writeCsv, writeModelsJson, writeState } from './write-export.js'

/** Channels as files. Keys never leave: a file says how many there were, and asks for them again. */
@Injectable()
export class ExportCatalogService {
  constructor(
    private readonly channels: ChannelsRepository,
    private readonly channelKeys: ChannelKeysRepository,
    private readonly groups: GroupsRepository,
    private readonly models: ModelsRepository,
    private readonly prices: PricesRepository,
  ) {}

  async export(caller: Caller, { format, channelIds, tag }: ExportCatalogInput): Promise<CatalogExport> {
    assertCan(caller, 'channel:read')
    const ids = channelIds?.map(parseId)
    const channels = await this.channels.listAll({ ids, tag: tag ?? undefined })
    const catalog = await this.#complete(channels)
    const channelCount = channels.length
    switch (format) {
      case 'state':
        return { text: writeState(catalog), fileName: 'tollgate-channels.yaml', channelCount }
      case 'models-json':
        return { text: writeModelsJson(catalog), fileName: 'tollgate-channels.json', channelCount }
      case 'csv':
        return { text: writeCsv(catalog), fileName: 'tollgate-channels.csv', channelCount }
      case 'litellm':
        throw new ApiError('BAD_USER_INPUT', 'A config.yaml of LiteLLM is read, not written.')
    }
  }

  async #complete(channels: Awaited<ReturnType<ChannelsRepository['listAll']>>): Promise<ExportedCatalog> {
    const names = channels.flatMap(({ models, modelMapping }) => [...models, ...Object.keys(modelMapping)])
    const models = await this.models.findByNames([...new Set(names)])
    const rows = [...models.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const prices = await this.prices.listOfModels(rows.map(({ id }) => id))
    const groupIds = [...channels, ...rows].flatMap((row) => row.groupIds)
    const groups = await this.groups.findByIds([...new Set(groupIds)])
    const keys = await this.channelKeys.listOf(channels.map(({ id }) => id))
    const keyCounts = new Map<string, number>()
    for (const { channelId } of keys) keyCounts.set(channelId, (keyCounts.get(channelId) ?? 0) + 1)
    const now = new Date()
    return {
      channels: channels.map((channel) => ({ channel, keyCount: keyCounts.get(channel.id) ?? 0 })),
      models: rows.map((model) => ({ model, price: currentPrice(prices.get(model.id) ?? [], now) })),
      groupNames: new Map(groups.map(({ id, name }) => [id, name])),
    }
  }
}
