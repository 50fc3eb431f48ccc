import { Injectable } from '@nestjs/common'
import DataLoader from 'dataloader'
import { ApiKeysRepository } from '../modules/api-keys/api-keys.repository.js'
import { type ChannelTestRow, ChannelTestsRepository } from '../modules/channel-tests/channel-tests.repository.js'
import { ChannelKeysRepository } from '../modules/channels/channel-keys.repository.js'
import { ChannelsRepository } from '../modules/channels/channels.repository.js'
import { CoursesRepository } from '../modules/courses/courses.repository.js'
import { type AccountLimitRow, AccountMoneyRepository } from '../modules/finance/account-money.repository.js'
import { LedgerRepository } from '../modules/finance/ledger.repository.js'
import { LedgerAccountsRepository } from '../modules/finance/ledger-accounts.repository.js'
import { type GroupRow, GroupsRepository } from '../modules/groups/groups.repository.js'
import { ModelsRepository } from '../modules/models/models.repository.js'
import { PricesRepository } from '../modules/prices/prices.repository.js'
import {
  type ActivityDayRow,
  type ActivityRow,
  ModelActivityRepository,
} from '../modules/traffic/model-activity.repository.js'
import { type AccountRow, UsersRepository } from '../modules/users/users.repository.js'

/** Batched look-ups of one request: a list of 100 users costs one statement per field, not 100. */
export type Loaders = ReturnType<LoaderFactory['create']>

@Injectable()
export class LoaderFactory {
  constructor(
    private readonly users: UsersRepository,
    private readonly groups: GroupsRepository,
    private readonly courses: CoursesRepository,
    private readonly tests: ChannelTestsRepository,
    private readonly apiKeys: ApiKeysRepository,
    private readonly models: ModelsRepository,
    private readonly prices: PricesRepository,
    private readonly channels: ChannelsRepository,
    private readonly channelKeys: ChannelKeysRepository,
    private readonly ledger: LedgerRepository,
    private readonly ledgerAccounts: LedgerAccountsRepository,
    private readonly activity: ModelActivityRepository,
    private readonly accountMoney: AccountMoneyRepository,
  ) {}

  create() {
    const groupIds = many((ids) => this.groups.idsOfUsers(ids))
    const group = one((ids) => this.groups.findByIds(ids))
    const groups = async (ids: readonly string[]): Promise<GroupRow[]> =>
      (await Promise.all(ids.map((id) => group.load(id)))).filter((found) => found !== null)
    return {
      group,
      user: one((ids) => this.users.findByIds(ids)),
      course: one((ids) => this.courses.findByIds(ids)),
      apiKey: one((ids) => this.apiKeys.findByIds(ids)),
      model: one((ids) => this.models.findByIds(ids)),
      groups,
      /** Groups of a user, the default one first. */
      groupsOfUser: async (userId: string): Promise<GroupRow[]> => groups(await groupIds.load(userId)),
      membershipsOfUser: many(async (ids) =>
        grouped(await this.courses.membershipsOfUsers(ids), ({ userId }) => userId),
      ),
      activityOfModel: value<ActivityRow | null>((ids) => this.activity.ofModels(ids), null),
      activityDaysOfModel: value<ActivityDayRow[]>((ids) => this.activity.daysOfModels(ids), []),
      pricesOfModel: many((ids) => this.prices.listOfModels(ids)),
      keysOfChannel: many(async (ids) => grouped(await this.channelKeys.listOf(ids), ({ channelId }) => channelId)),
      channelKey: one((ids) => this.channelKeys.findByIds(ids)),
      lastTestOfChannel: value<ChannelTestRow | null>((ids) => this.tests.latest(ids), null),
      /** An account without a row has never had money. */
      account: new DataLoader<string, AccountRow>(async (ids) => {
        const byId = indexed(await this.users.accounts(ids))
        return ids.map((id) => byId.get(id) ?? { id, balanceNanos: 0n, heldNanos: 0n, availableNanos: 0n })
      }),
      ledgerAccount: one((ids) => this.ledgerAccounts.findByIds(ids)),
      /** Of a call. */
      refunded: value((ids) => this.ledger.refundedOf(ids), 0n),
      memberCount: value((ids) => this.courses.memberCounts(ids), 0),
      lastUse: value<Date | null>((ids) => this.apiKeys.lastUses(ids), null),
      /** Of a key. */
      caps: value<AccountLimitRow[]>((ids) => this.accountMoney.capsOfKeys(ids), []),
      channelName: value<string | null>((ids) => this.channels.names(ids), null),
    }
  }
}

const indexed = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

const one = <Row extends { id: string }>(find: (ids: readonly string[]) => Promise<Row[]>) =>
  new DataLoader<string, Row | null>(async (ids) => {
    const byId = indexed(await find(ids))
    return ids.map((id) => byId.get(id) ?? null)
  })

const many = <Row>(find: (ids: readonly string[]) => Promise<Map<string, Row[]>>) =>
  new DataLoader<string, Row[]>(async (ids) => {
    const byId = await find(ids)
    return ids.map((id) => byId.get(id) ?? [])
  })

const value = <Value>(find: (ids: readonly string[]) => Promise<Map<string, Value>>, absent: Value) =>
  new DataLoader<string, Value>(async (ids) => {
    const byId = await find(ids)
    return ids.map((id) => byId.get(id) ?? absent)
  })

/** Node 20 has no Map.groupBy. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
