import { Prisma } from '@tollgate/db'
import { type Days, splitByMonths } from './sum-spans.js'
import type { TrafficQuery } from './traffic-query.js'

/** A channel or a model, of which `usage_user_monthly` has what each user came to by month. */
export interface ThingOfUsers {
  dimension: 'channel' | 'model'
  id: string
}

/** What a question about users is narrowed down to, if it is one such thing and nothing else. */
export function thingOfUsers(query: TrafficQuery): ThingOfUsers | undefined {
  const { channelId, modelId, apiKeyId, userId, courseId, costCentre } = query
  if ((apiKeyId ?? userId ?? courseId ?? costCentre) !== undefined) return undefined
  if (channelId === undefined) return modelId === undefined ? undefined : { dimension: 'model', id: modelId }
  return modelId === undefined ? { dimension: 'channel', id: channelId } : undefined
}

/**
 * What users came to with a channel or model: whole months as they are kept, the hours of the days left over. Nothing is taken
 * off: hours are as new as the ledger and months some seconds older.
 * @param ids only users of this array; absent: all
 */
export function rowsOfUsers(days: Days, { dimension, id }: ThingOfUsers, ids?: Prisma.Sql): Prisma.Sql {
  const who = ids === undefined ? Prisma.empty : Prisma.sql`AND user_id = ANY (${ids})`
  const column = Prisma.raw(`${dimension}_id`)
  const ofDays = ({ from, to }: Days) =>
    Prisma.sql`SELECT ${COLUMNS} FROM usage_hourly
      WHERE ${column} = ${id}::uuid AND occurred_on BETWEEN ${from}::date AND ${to}::date ${who}`
  const ofMonths = ({ from, to }: Days) =>
    Prisma.sql`SELECT ${COLUMNS} FROM usage_user_monthly
      WHERE dimension = ${dimension} AND dimension_id = ${id}::uuid AND month BETWEEN ${from}::date AND ${to}::date ${who}`
  const { before, months, rest } = splitByMonths(days)
  return Prisma.join(
    [
      ...(before === undefined ? [] : [ofDays(before)]),
      ...(months === undefined ? [] : [ofMonths(months)]),
      // a month that has not gone further than asked is whole
      ...(rest === undefined
        ? []
        : [
            Prisma.sql`${ofMonths({ from: rest.from, to: rest.from })} AND ${rest.to}::date >= ${TODAY}`,
            Prisma.sql`${ofDays(rest)} AND ${rest.to}::date < ${TODAY}`,
          ]),
    ],
    ' UNION ALL ',
  )
}

const COLUMNS = Prisma.sql`user_id, calls, failed_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
  reasoning_tokens, amount_nanos`
const TODAY = Prisma.sql`(SELECT (now() AT TIME ZONE time_zone)::date FROM setting)`
