import { Injectable } from '@nestjs/common'
import { changedFields } from '../../database/changed-fields.js'
import { collectProblems } from '../../database/database.repository.js'
import { ChannelsRepository } from '../channels/channels.repository.js'
import { ChannelsService } from '../channels/channels.service.js'
import { toPairs } from '../channels/model-mapping.js'
import { GroupsRepository } from '../groups/groups.repository.js'
import { GroupsService } from '../groups/groups.service.js'
import { type ModelRow, ModelsRepository } from '../models/models.repository.js'
import { ModelsService } from '../models/models.service.js'
import { currentPrice, PricesRepository } from '../prices/prices.repository.js'
import { PricesService, toAmounts } from '../prices/prices.service.js'
import { SettingsRepository } from '../settings/settings.repository.js'
import { SettingsService } from '../settings/settings.service.js'
import { type ApplyRun, groupIdsOf } from './apply-run.js'
import { describeChange } from './describe-change.js'
import type { StateFile } from './state-file.js'

type StateModel = StateFile['models'][number]
type StateChannel = StateFile['channels'][number]

/** The part of a state file that gateways route by: settings, groups, models with prices, channels. */
@Injectable()
export class ApplyCatalogService {
  constructor(
    private readonly settings: SettingsService,
    private readonly settingsRows: SettingsRepository,
    private readonly groups: GroupsService,
    private readonly groupRows: GroupsRepository,
    private readonly models: ModelsService,
    private readonly modelRows: ModelsRepository,
    private readonly prices: PricesService,
    private readonly priceRows: PricesRepository,
    private readonly channels: ChannelsService,
    private readonly channelRows: ChannelsRepository,
  ) {}

  async applySettings({ tx, caller, state, changes, problems }: ApplyRun): Promise<void> {
    const { settings = {}, egressAllow } = state
    const { strategy, ...routing } = settings.routing ?? {}
    const patch = {
      currency: settings.currency,
      timeZone: settings.timeZone,
      notice: settings.notice,
      usernamePattern: settings.registration?.usernamePattern,
      ...routing,
      routingStrategy: strategy,
      limitsEnabled: settings.limits?.enabled,
      tiers: settings.limits?.tiers?.map(({ limits, ...tier }) => ({
        ...tier,
        limits: limits.map(({ model, ...limit }) => ({ ...limit, modelName: model })),
      })),
      egressAllow,
    }
    // the row is everybody's: files that say nothing of it do not wait for one another
    if (Object.values(patch).every((value) => value === undefined)) return
    await collectProblems(problems, ['settings'], async () => {
      const before = await this.settingsRows.lock(tx)
      const after = await this.settings.updateIn(tx, caller, before, patch)
      const change = describeChange('settings', 'settings', { before, after })
      if (change !== undefined) changes.push(change)
    })
  }

  async applyGroups({ tx, caller, state, changes, problems }: ApplyRun): Promise<void> {
    for (const [index, { name, ...patch }] of state.groups.entries()) {
      await collectProblems(problems, ['groups', String(index)], async () => {
        const [before] = await this.groupRows.findByNames([name], tx)
        const base = before ?? (await this.groups.createIn(tx, caller, { name, ratio: '1', ...patch }))
        const after = await this.groups.updateIn(tx, caller, base, patch)
        const change = describeChange('group', name, { before, after })
        if (change !== undefined) changes.push(change)
      })
    }
  }

  async #groupIds(run: ApplyRun): Promise<Map<string, string>> {
    const named = [...run.state.models, ...run.state.channels].flatMap(({ groups = [] }) => groups)
    const rows = await this.groupRows.findByNames([...new Set(named)], run.tx)
    return new Map(rows.map(({ name, id }) => [name, id]))
  }

  async applyModels(run: ApplyRun): Promise<void> {
    const known = await this.#groupIds(run)
    for (const [index, model] of run.state.models.entries()) {
      const path = ['models', String(index)]
      const groupIds = model.groups && groupIdsOf(run, known, { names: model.groups, path: [...path, 'groups'] })
      await collectProblems(run.problems, path, async () => {
        const row = await this.#applyModel(run, model, groupIds)
        await this.#applyPrice(run, row, model)
      })
    }
  }

  async #applyModel(
    { tx, caller, changes }: ApplyRun,
    { groups: _, price: __, ...patch }: StateModel,
    groupIds: string[] | undefined,
  ): Promise<ModelRow> {
    const before = await this.modelRows.findByName(patch.name, tx)
    const given = { ...patch, ...(groupIds && { groupIds }) }
    const after =
      before === undefined
        ? await this.models.createIn(tx, caller, { ...given, groupIds: groupIds ?? [] })
        : await this.models.updateIn(tx, caller, before, given)
    const change = describeChange('model', patch.name, { before, after })
    if (change !== undefined) changes.push(change)
    return after
  }

  /** A new version only where an amount differs from what counts now. */
  async #applyPrice({ tx, caller, changes }: ApplyRun, model: ModelRow, { price }: StateModel): Promise<void> {
    if (price === undefined) return
    const versions = (await this.priceRows.listOfModels([model.id], tx)).get(model.id) ?? []
    const before = currentPrice(versions, new Date())
    const differing = before === undefined ? undefined : Object.keys(changedFields(before, toAmounts(price)))
    if (differing?.length === 0) return
    await this.prices.insertIn(tx, caller, model, price)
    const action = before === undefined ? 'create' : 'update'
    changes.push({ action, kind: 'price', name: model.name, detail: (differing ?? []).join('; ') })
  }

  async applyChannels(run: ApplyRun): Promise<void> {
    const known = await this.#groupIds(run)
    for (const [index, channel] of run.state.channels.entries()) {
      const path = ['channels', String(index)]
      const groupIds = channel.groups && groupIdsOf(run, known, { names: channel.groups, path: [...path, 'groups'] })
      await collectProblems(run.problems, path, () => this.#applyChannel(run, channel, groupIds))
    }
  }

  async #applyChannel(
    { tx, caller, changes }: ApplyRun,
    { groups: _, modelMapping, type, ...patch }: StateChannel,
    groupIds: string[] | undefined,
  ): Promise<void> {
    const before = await this.channelRows.findByName(tx, patch.name)
    const given = {
      ...patch,
      ...(groupIds && { groupIds }),
      ...(modelMapping && { modelMapping: toPairs(modelMapping) }),
    }
    const after =
      before === undefined
        ? await this.channels.createIn(tx, caller, { type, keys: [], models: [], groupIds: [], ...given })
        : await this.channels.updateIn(tx, caller, before, given)
    const change = describeChange('channel', patch.name, { before, after })
    if (change !== undefined) changes.push({ ...change, detail: change.detail || (before ? 'keys replaced' : '') })
  }
}
