import { Injectable } from '@nestjs/common'
import { ApiError } from '../../graphql/errors.js'
import { parseId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage, toSearchPattern } from '../../graphql/page.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { addCounts, type Spread, spreadOf } from './spread.js'
import type { TrafficFilter, TrafficSort } from './traffic.inputs.js'
import {
  type CountsRow,
  type OutcomeRow,
  type PointRow,
  type SumsRow,
  TrafficRepository,
} from './traffic.repository.js'
import type { TrafficDimensionName, TrafficIntervalName } from './traffic.types.js'
import type { TrafficQuery } from './traffic-query.js'
import { TRAFFIC_SORT_VALUES, type TrafficListRow, TrafficRowsRepository } from './traffic-rows.repository.js'
import { isOfPeople } from './traffic-source.repository.js'

const DAY_MS = 86_400_000
/** So that a series stays one that can be drawn. */
const MOST_DAYS: Record<TrafficIntervalName, number> = { hour: 14, day: 400, week: 1_500, month: 6_000 }
const MOST_DAYS_OF_ROWS = 400

export interface Latency {
  duration: Spread | null
  firstByte: Spread | null
}
export type Measured<Row extends CountsRow> = Omit<Row, keyof CountsRow> & Latency

export interface TrafficSeries extends Measured<SumsRow> {
  outcomes: OutcomeRow[]
  points: Measured<PointRow>[]
}

/** Dashboards and reports of spending: sums over everybody's calls, for staff. */
@Injectable()
export class TrafficService {
  constructor(
    private readonly traffic: TrafficRepository,
    private readonly rows: TrafficRowsRepository,
  ) {}

  async series(caller: Caller, filter: TrafficFilter, interval: TrafficIntervalName): Promise<TrafficSeries> {
    assertCan(caller, 'usage:read-all')
    const query = parseFilter(filter, MOST_DAYS[interval])
    const [points, outcomes, counts] = await Promise.all([
      this.traffic.listPoints(query, interval),
      hasOutcomes(query) ? this.traffic.listOutcomes(query) : [],
      interval !== 'hour' && isOfPeople(query) && hasOutcomes(query)
        ? this.traffic.countsByDate(query, interval)
        : undefined,
    ])
    const timed = counts === undefined ? points : points.map((point) => ({ ...point, ...countsAt(counts, point) }))
    return { ...measured(totalOf(timed)), outcomes, points: timed.map(measured) }
  }

  async list(
    caller: Caller,
    args: {
      dimension: TrafficDimensionName
      filter: TrafficFilter
      first: number
      after?: string | undefined
      search?: string | undefined
      sort?: TrafficSort | undefined
    },
  ): Promise<Page<Measured<TrafficListRow>>> {
    assertCan(caller, 'usage:read-all')
    const query = parseFilter(args.filter, MOST_DAYS_OF_ROWS)
    const request = parsePage(args, 2)
    const sort = args.sort ?? { field: 'amount' as const, direction: 'desc' as const }
    const { dimension } = args
    const found = await this.rows.list(request, { ...query, dimension, pattern: toSearchPattern(args.search) }, sort)
    const page = toPage({
      ...found,
      first: request.first,
      cursorOf: (row) => [TRAFFIC_SORT_VALUES[sort.field](row), row.id],
    })
    const isWhole = query.channelId === undefined && query.modelId === undefined && query.courseId === undefined
    const counts =
      dimension === 'apiKey' && isWhole && query.costCentre === undefined
        ? await this.traffic.countsByKey(
            page.nodes.map(({ id }) => id),
            query,
          )
        : undefined
    return { ...page, nodes: page.nodes.map((row) => measured({ ...row, ...counts?.get(row.id) })) }
  }
}

/** Of people only calls and how long they took are kept by day; not by model, channel or course, too. */
const hasOutcomes = (query: TrafficQuery): boolean =>
  !isOfPeople(query) || (query.modelId ?? query.channelId ?? query.courseId ?? query.costCentre) === undefined

const NO_SAMPLES: CountsRow = { durationCounts: [], firstByteCounts: [] }
const countsAt = (counts: ReadonlyMap<string, CountsRow>, { date }: PointRow): CountsRow =>
  counts.get(date) ?? NO_SAMPLES

function measured<Row extends CountsRow>(row: Row): Measured<Row> {
  const { durationCounts, firstByteCounts, ...rest } = row
  const spread = (counts: number[] | null) => (counts === null ? null : spreadOf(counts))
  return { ...rest, duration: spread(durationCounts), firstByte: spread(firstByteCounts) }
}

function totalOf(points: readonly SumsRow[]): SumsRow {
  const sum = (field: Exclude<keyof SumsRow, keyof CountsRow>): bigint =>
    points.reduce((total, point) => total + point[field], 0n)
  const counts = (field: keyof CountsRow): number[] | null => {
    const all = points.reduce<readonly number[] | null>((total, point) => addCounts(total, point[field]), null)
    return all === null ? null : [...all]
  }
  return {
    calls: sum('calls'),
    failedCalls: sum('failedCalls'),
    inputTokens: sum('inputTokens'),
    cachedTokens: sum('cachedTokens'),
    outputTokens: sum('outputTokens'),
    reasoningTokens: sum('reasoningTokens'),
    amountNanos: sum('amountNanos'),
    durationCounts: counts('durationCounts'),
    firstByteCounts: counts('firstByteCounts'),
  }
}

/** @throws ApiError BAD_USER_INPUT, NOT_FOUND for ids that cannot be any */
function parseFilter(filter: TrafficFilter, mostDays: number): TrafficQuery {
  const days = (Date.parse(filter.to) - Date.parse(filter.from)) / DAY_MS + 1
  if (days < 1) throw new ApiError('BAD_USER_INPUT', '"from" must not be after "to".')
  if (days > mostDays) throw new ApiError('BAD_USER_INPUT', `At most ${mostDays} days can be asked for so finely.`)
  const idOf = (id: string | null | undefined) => (id == null ? undefined : parseId(id))
  return {
    from: filter.from,
    to: filter.to,
    apiKeyId: idOf(filter.apiKeyId),
    userId: idOf(filter.userId),
    channelId: idOf(filter.channelId),
    modelId: idOf(filter.modelId),
    courseId: idOf(filter.courseId),
    costCentre: filterText(filter.costCentre, 256),
  }
}
