import { Injectable } from '@nestjs/common'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage } from '../../graphql/page.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { type UsageListRow, type UsageQuery, UsageRepository } from './usage.repository.js'
import type { UsageFilter } from './usage.types.js'
import {
  MAX_SUM_ROWS,
  type SumQuery,
  type UsageDayRow,
  type UsageKeyRow,
  type UsageModelRow,
  UsageSumsRepository,
} from './usage-sums.repository.js'

const SUMMARY_DAYS = 30
const DAY_MS = 86_400_000

export interface UsageSummaryRow extends Omit<UsageDayRow, 'date' | 'modelName'> {
  days: UsageDayRow[]
  /** What it sums up. */
  query: SumQuery
}

@Injectable()
export class UsageService {
  constructor(
    private readonly usage: UsageRepository,
    private readonly sums: UsageSumsRepository,
  ) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: UsageFilter | undefined },
  ): Promise<Page<UsageListRow>> {
    const query = this.#query(caller, args.filter)
    const request = parsePage(args, 2)
    const found = await this.usage.list(request, query)
    return toPage({ ...found, first: request.first, cursorOf: (row) => [row.admittedAt.toISOString(), row.requestId] })
  }

  async summarize(caller: Caller, filter: UsageFilter | undefined): Promise<UsageSummaryRow> {
    const { status, requestId, ...given } = this.#query(caller, filter)
    if (status !== undefined || requestId !== undefined)
      throw new ApiError('BAD_USER_INPUT', 'Summaries know no status and no single calls.')
    const query = { ...given, from: given.from ?? new Date(Date.now() - SUMMARY_DAYS * DAY_MS) }
    const days = await this.sums.sumByDay(query)
    const sumOf = (field: keyof Omit<UsageDayRow, 'date' | 'modelName'>): bigint =>
      days.reduce((sum, day) => sum + day[field], 0n)
    return {
      calls: sumOf('calls'),
      failedCalls: sumOf('failedCalls'),
      inputTokens: sumOf('inputTokens'),
      outputTokens: sumOf('outputTokens'),
      amountNanos: sumOf('amountNanos'),
      days,
      query,
    }
  }

  /** Of a summary that the caller was given: whose it may be is decided there. */
  modelsOf({ query }: UsageSummaryRow): Promise<UsageModelRow[]> {
    return this.sums.sumByModel(query)
  }

  /** @throws ApiError BAD_USER_INPUT */
  async keysOf({ query }: UsageSummaryRow, first: number): Promise<UsageKeyRow[]> {
    if (first < 1 || first > MAX_SUM_ROWS)
      throw new ApiError('BAD_USER_INPUT', `"first" must be from 1 to ${MAX_SUM_ROWS}.`)
    return await this.sums.sumByKey(query, first)
  }

  /** Own calls; staff see everybody's, or those of whom they name. */
  #query(caller: Caller, filter: UsageFilter | undefined): UsageQuery {
    const given = filter?.userId == null ? undefined : parseId(filter.userId)
    const actor = assertCan(caller, 'usage:read', { ownerId: caller.actor?.userId ?? '' })
    const isFree = can(actor, 'usage:read-all')
    if (!isFree && given !== undefined && given !== actor.userId) throw new ApiError('NOT_FOUND')
    return {
      userId: isFree ? given : actor.userId,
      apiKeyId: filter?.apiKeyId == null ? undefined : parseId(filter.apiKeyId),
      modelName: filterText(filter?.modelName, 256),
      status: filter?.status ?? undefined,
      from: filter?.from ?? undefined,
      to: filter?.to ?? undefined,
      requestId: filter?.requestId == null ? undefined : parseId(filter.requestId),
    }
  }
}
