import { ApiError } from './errors.js'
import { isStorable, isStorableDate } from './fields.js'
import { toId } from './ids.js'

export const MAX_PAGE_SIZE = 100
/** Totals are exact up to here, then "at least". */
export const MAX_TOTAL = 10_000
const MAX_CURSOR_LENGTH = 1_024

export interface PageRequest {
  first: number
  /** Values of the sort columns of the last row seen, undefined at the start. */
  after: readonly string[] | undefined
}

export interface Page<Node> {
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor: string | undefined }
  totalCount: number
}

/**
 * Checks `first` and `after` of a connection.
 * @param columns how many values its cursor holds
 * @throws ApiError BAD_USER_INPUT
 */
export function parsePage(args: { first: number; after?: string | undefined }, columns: number): PageRequest {
  const { first, after } = args
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE)
    throw new ApiError('BAD_USER_INPUT', `"first" must be from 1 to ${MAX_PAGE_SIZE}.`)
  if (after === undefined || after === null) return { first, after: undefined }
  const values = decodeCursor(after)
  if (values?.length !== columns) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return { first, after: values }
}

export const encodeCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values), 'utf8').toString('base64url')

function decodeCursor(text: string): string[] | undefined {
  if (text.length > MAX_CURSOR_LENGTH) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(values) && values.every((value) => typeof value === 'string' && isStorable(value))
      ? values
      : undefined
  } catch {
    return undefined
  }
}

/**
 * Rows of a query for `first + 1` → a page.
 * @param cursorOf the values of the sort columns, the unique one last
 */
export function toPage<Node>(options: {
  rows: readonly Node[]
  first: number
  totalCount: number
  cursorOf: (node: Node) => readonly string[]
}): Page<Node> {
  const { rows, first, totalCount, cursorOf } = options
  const nodes = rows.slice(0, first)
  const last = nodes.at(-1)
  return {
    nodes,
    pageInfo: {
      hasNextPage: rows.length > first,
      endCursor: last === undefined ? undefined : encodeCursor(cursorOf(last)),
    },
    totalCount,
  }
}

/** Instant of a cursor. @throws ApiError BAD_USER_INPUT */
export function cursorDate(text: string | undefined): Date {
  const date = new Date(text ?? '')
  if (!isStorableDate(date)) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return date
}

/** Whole number of a cursor. @throws ApiError BAD_USER_INPUT */
export function cursorNumber(text: string | undefined): bigint {
  if (text === undefined || !/^\d{1,18}$/.test(text))
    throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return BigInt(text)
}

/** Whole number of a cursor, negative ones too. @throws ApiError BAD_USER_INPUT */
export function cursorInt(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return Number(text)
}

/** Id of a cursor. @throws ApiError BAD_USER_INPUT */
export function cursorId(text: string | undefined): string {
  const id = toId(text ?? '')
  if (id === undefined) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return id
}

/**
 * Text of a filter that is compared as it is, of which `max` characters count.
 * @throws ApiError BAD_USER_INPUT for what no row can hold
 */
export function filterText(text: string | null | undefined, max: number): string | undefined {
  if (text === null || text === undefined) return undefined
  if (!isStorable(text)) throw new ApiError('BAD_USER_INPUT', 'This text holds characters that cannot be stored.')
  return text.slice(0, max)
}

const MAX_SEARCH_LENGTH = 64

/**
 * Text of a search box → pattern of LIKE: wildcards of the user are plain letters, length capped.
 * @returns `undefined` where there is nothing to search for
 */
export function toSearchPattern(search: string | null | undefined): string | undefined {
  const text =
    search
      ?.replaceAll('\0', '')
      .replaceAll(/\p{Cs}/gu, '')
      .trim()
      .slice(0, MAX_SEARCH_LENGTH) ?? ''
  return text === '' ? undefined : `%${text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`
}
