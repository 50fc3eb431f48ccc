import { Prisma } from '@tollgate/db'
import { LATENCY_BUCKET_COUNT } from '@tollgate/protocols/events'
import { type SumSpan, sumSpansOf } from './sum-spans.js'
import type { TrafficDimensionName, TrafficIntervalName } from './traffic.types.js'
import type { TrafficQuery } from './traffic-query.js'
import { rowsOfUsers, thingOfUsers } from './user-months.repository.js'

/** Rows to add up as alias `s`: which table, how fine, and what it keeps. */
export interface TrafficSource {
  from: Prisma.Sql
  /** It counts how long calls took. */
  hasLatency: boolean
  /** Rows have a `sign`: those of -1 are taken off again, their times as well. */
  hasSigns?: boolean
  /** The same rows of the people of an array of ids alone: there are so many that a page is found by what it is sorted by. */
  ofIds?: (ids: Prisma.Sql) => Prisma.Sql
}

const THINGS = ['course', 'model', 'channel'] as const
type Thing = (typeof THINGS)[number]
const OF_PEOPLE: readonly TrafficDimensionName[] = ['apiKey', 'user']

/** Whether a question needs sums by key: those of all keys together are far fewer rows. */
export const isOfPeople = (query: TrafficQuery, dimension?: TrafficDimensionName): boolean =>
  query.apiKeyId !== undefined ||
  query.userId !== undefined ||
  (dimension !== undefined && OF_PEOPLE.includes(dimension))

/** The rollup that answers a question with the fewest rows. */
export function sourceOf(
  query: TrafficQuery,
  options: { dimension?: TrafficDimensionName; interval?: TrafficIntervalName },
): TrafficSource {
  if (isOfPeople(query, options.dimension)) {
    const thing = options.dimension === 'user' ? thingOfUsers(query) : undefined
    if (thing !== undefined) {
      const rowsOf = (ids?: Prisma.Sql) => Prisma.sql`(${rowsOfUsers(query, thing, ids)}) s WHERE true`
      return { from: rowsOf(), hasLatency: false, ofIds: rowsOf }
    }
    if (isOfAllPeople(query, options.dimension)) return sumsOfPeople(query, options.dimension)
    const needsCourse = query.costCentre !== undefined || options.dimension === 'costCentre'
    const course = needsCourse ? Prisma.sql`LEFT JOIN course c ON c.id = s.course_id` : Prisma.empty
    return { from: Prisma.sql`usage_hourly s ${course} WHERE ${whereOf(query)}`, hasLatency: false }
  }
  const [thing, another] = thingsOf(query, options.dimension)
  if (options.interval === 'hour') {
    const rows =
      thing === undefined
        ? Prisma.sql`SELECT *, ${FAILED}, ${idsOf(thing)} FROM usage_hour_sum`
        : Prisma.sql`SELECT *, ${FAILED} FROM usage_traffic WHERE hour IS NOT NULL`
    return { from: joined(rows, query), hasLatency: true }
  }
  if (another === undefined) {
    const rows = Prisma.sql`SELECT *, ${FAILED}, ${idsOf(thing)} FROM usage_daily WHERE dimension = ${thing ?? 'all'}`
    return { from: joined(rows, query), hasLatency: true }
  }
  return options.interval === undefined
    ? { from: sumsOfPairs(query), hasLatency: true, hasSigns: true }
    : { from: joined(Prisma.sql`SELECT *, ${FAILED} FROM usage_traffic WHERE hour IS NULL`, query), hasLatency: true }
}

/** Sums by person alone are kept apart: with them, nobody's calls of any hour, model or channel have to be read. */
const isOfAllPeople = (
  query: TrafficQuery,
  dimension: TrafficDimensionName | undefined,
): dimension is 'apiKey' | 'user' =>
  dimension !== undefined &&
  OF_PEOPLE.includes(dimension) &&
  (query.apiKeyId ?? query.userId ?? query.channelId ?? query.modelId) === undefined

/** Of today's date no sum depends: any zone's will do. */
function sumsOfPeople(query: TrafficQuery, dimension: 'apiKey' | 'user'): TrafficSource {
  const kind = dimension === 'apiKey' ? 'key' : 'user'
  const today = new Date().toISOString().slice(0, 10)
  const course = query.costCentre === undefined ? Prisma.empty : Prisma.sql`LEFT JOIN course c ON c.id = s.course_id`
  const rowsOf = (ids?: Prisma.Sql) =>
    Prisma.sql`(SELECT t.*, t.id AS key_id, t.id AS user_id FROM (${rowsOfPeople(query, { kind, today, ids })}) t) s ${course}
      WHERE ${allOf(conditionsOf(query))}`
  return { from: rowsOf(), hasLatency: false, ofIds: rowsOf }
}

/**
 * What the years, months and days of each key or user come to, some with a minus, as `id`, `course_id` and sums: added up by
 * id they are those of the campus days asked for, both included.
 * @param ids only those of this array; absent: all
 */
export function rowsOfPeople(
  days: Pick<TrafficQuery, 'from' | 'to'>,
  { kind, today, ids }: { kind: 'key' | 'user'; today: string; ids?: Prisma.Sql | undefined },
): Prisma.Sql {
  const who = ids === undefined ? Prisma.empty : Prisma.sql`AND dimension_id = ANY (${ids})`
  const parts = sumSpansOf(days, today).map((span) => Prisma.sql`${rowsOfSpan(span, kind)} ${who}`)
  return parts.length === 0
    ? Prisma.sql`SELECT dimension_id AS id, course_id, ${SIGNED[1]} FROM usage_person_sum WHERE false`
    : Prisma.join(parts, ' UNION ALL ')
}

const rowsOfSpan = ({ span, from, to, sign }: SumSpan, kind: 'key' | 'user'): Prisma.Sql =>
  Prisma.sql`SELECT dimension_id AS id, course_id, ${SIGNED[sign]} FROM usage_person_sum
    WHERE dimension = ${kind} AND span = ${span} AND starts_on BETWEEN ${from}::date AND ${to}::date`

const sumsOfPairs = (query: TrafficQuery): Prisma.Sql =>
  Prisma.sql`(${rowsOfPairs(query)}) s LEFT JOIN course c ON c.id = s.course_id WHERE ${allOf(conditionsOf(query))}`

/**
 * Courses, models and channels together: whole months as they are kept, and the days left over, added or taken off (`sign`).
 * Of today's date no sum depends.
 */
export function rowsOfPairs(days: Pick<TrafficQuery, 'from' | 'to'>): Prisma.Sql {
  const parts = sumSpansOf(days, new Date().toISOString().slice(0, 10), 'month').map(({ span, from, to, sign }) => {
    const columns = Prisma.sql`course_id, model_id, channel_id, outcome, ${SIGNED_PAIR[sign]}, duration_counts, first_byte_counts`
    return span === 'day'
      ? Prisma.sql`SELECT ${columns} FROM usage_traffic WHERE hour IS NULL AND occurred_on BETWEEN ${from}::date AND ${to}::date`
      : Prisma.sql`SELECT ${columns} FROM usage_monthly WHERE month BETWEEN ${from}::date AND ${to}::date`
  })
  return Prisma.join(parts, ' UNION ALL ')
}

const joined = (rows: Prisma.Sql, query: TrafficQuery): Prisma.Sql =>
  Prisma.sql`(${rows}) s LEFT JOIN course c ON c.id = s.course_id WHERE ${whereOf(query)}`

/** What a question tells calls apart by. Days are kept added up by each of them alone: by two, it takes all their pairs. */
function thingsOf(query: TrafficQuery, dimension: TrafficDimensionName | undefined): Thing[] {
  const isAsked: Record<Thing, boolean> = {
    course:
      query.courseId !== undefined ||
      query.costCentre !== undefined ||
      dimension === 'course' ||
      dimension === 'costCentre',
    model: query.modelId !== undefined || dimension === 'model',
    channel: query.channelId !== undefined || dimension === 'channel',
  }
  return THINGS.filter((thing) => isAsked[thing])
}

/** Columns of days by one thing, as those of all pairs have them. */
const idsOf = (thing: Thing | undefined): Prisma.Sql =>
  Prisma.raw(THINGS.map((each) => `${each === thing ? 'dimension_id' : 'NULL::uuid'} AS ${each}_id`).join(', '))

const whereOf = (query: TrafficQuery): Prisma.Sql =>
  allOf([Prisma.sql`s.occurred_on BETWEEN ${query.from}::date AND ${query.to}::date`, ...conditionsOf(query)])

const allOf = (conditions: Prisma.Sql[]): Prisma.Sql => Prisma.join([Prisma.sql`true`, ...conditions], ' AND ')

/** All but which days. */
function conditionsOf({ apiKeyId, userId, channelId, modelId, courseId, costCentre }: TrafficQuery): Prisma.Sql[] {
  return [
    // the index by user finds a key's rows, too: a key has one owner
    ...(apiKeyId === undefined
      ? []
      : [
          Prisma.sql`s.key_id = ${apiKeyId}::uuid AND s.user_id = (SELECT user_id FROM api_key WHERE id = ${apiKeyId}::uuid)`,
        ]),
    ...(userId === undefined ? [] : [Prisma.sql`s.user_id = ${userId}::uuid`]),
    ...(channelId === undefined ? [] : [Prisma.sql`s.channel_id = ${channelId}::uuid`]),
    ...(modelId === undefined ? [] : [Prisma.sql`s.model_id = ${modelId}::uuid`]),
    ...(courseId === undefined ? [] : [Prisma.sql`s.course_id = ${courseId}::uuid`]),
    ...(costCentre === undefined ? [] : [Prisma.sql`c.cost_centre = ${costCentre}`]),
  ]
}

const SUMMED = [
  ...['calls', 'failed_calls', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'output_tokens'],
  ...['reasoning_tokens', 'amount_nanos'],
]
const SIGNED = {
  1: Prisma.raw(SUMMED.join(', ')),
  [-1]: Prisma.raw(SUMMED.map((name) => `-${name}`).join(', ')),
}

const FAILED = Prisma.sql`CASE outcome WHEN 'completed' THEN 0 ELSE calls END AS failed_calls`
const ofPairs = (sign: '' | '-'): Prisma.Sql =>
  Prisma.raw(
    SUMMED.map((name) =>
      name === 'failed_calls'
        ? `CASE outcome WHEN 'completed' THEN 0 ELSE ${sign}calls END AS failed_calls`
        : `${sign}${name} AS ${name}`,
    )
      .concat(`${sign}1 AS sign`)
      .join(', '),
  )
const SIGNED_PAIR = { 1: ofPairs(''), [-1]: ofPairs('-') }

/** Columns of {@link import('./traffic.repository.js').SumsRow} over rows `s`. */
export const SUMS = Prisma.sql`total(s.calls) AS calls, total(s.failed_calls) AS "failedCalls",
  total(s.input_tokens + s.cache_read_tokens + s.cache_write_tokens) AS "inputTokens",
  total(s.cache_read_tokens) AS "cachedTokens", total(s.output_tokens + s.reasoning_tokens) AS "outputTokens",
  total(s.reasoning_tokens) AS "reasoningTokens", total(s.amount_nanos) AS "amountNanos"`

const summed = (column: string, times: string): string =>
  `ARRAY[${Array.from({ length: LATENCY_BUCKET_COUNT }, (_, i) => `sum(${times}s.${column}[${i + 1}])`).join(', ')}]::float8[]`
const counted = (times: string): Prisma.Sql =>
  Prisma.raw(
    `${summed('duration_counts', times)} AS "durationCounts", ${summed('first_byte_counts', times)} AS "firstByteCounts"`,
  )

/** Counts by bucket over rows `s`. */
export const COUNTS = counted('')
const SIGNED_COUNTS = counted('s.sign * ')
export const NO_COUNTS = Prisma.sql`NULL::float8[] AS "durationCounts", NULL::float8[] AS "firstByteCounts"`

export const countsOf = ({ hasLatency, hasSigns }: TrafficSource): Prisma.Sql =>
  hasLatency ? (hasSigns ? SIGNED_COUNTS : COUNTS) : NO_COUNTS
