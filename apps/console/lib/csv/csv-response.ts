import { type PageArgs, type PageOf } from '../admin-api/pages'
import { BYTE_ORDER_MARK, csvLine } from './csv-line'

const PAGE_ROWS = 100
const MOST_ROWS = 10_000

export interface CsvOptions<Row> {
  /** Without its ending. */
  fileName: string
  header: readonly string[]
  list: (page: PageArgs) => Promise<PageOf<Row>>
  cellsOf: (row: Row) => readonly (string | number | null | undefined)[]
}

/**
 * A table as a download, page by page, at most 10,000 rows. The first page is there before the answer begins, so that who
 * may not see it gets no file; a failure later breaks the download off instead of ending it as if it were whole.
 */
export async function csvResponse<Row>({ fileName, header, list, cellsOf }: CsvOptions<Row>): Promise<Response> {
  let page = await list({ first: PAGE_ROWS, after: null })
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    // all of it from here: only here the request's own session is known; the rows are bounded
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      send(BYTE_ORDER_MARK + csvLine(header))
      for (let rows = page.rows.length; ; rows += page.rows.length) {
        send(page.rows.map((row) => csvLine(cellsOf(row))).join(''))
        const { hasNextPage, endCursor } = page.pageInfo
        if (!hasNextPage || !endCursor || rows >= MOST_ROWS) break
        page = await list({ first: PAGE_ROWS, after: endCursor })
      }
      controller.close()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

/** A table whose rows are all there already. */
export function wholeCsv<Row>({
  rows,
  ...options
}: Omit<CsvOptions<Row>, 'list'> & { rows: readonly Row[] }): Promise<Response> {
  const page = { rows, pageInfo: { hasNextPage: false }, totalCount: rows.length }
  return csvResponse({ ...options, list: async () => page })
}

/** A route handler's address → what pages get as `searchParams`. */
export function parametersOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]))
}
