import { AsyncLocalStorage } from 'node:async_hooks'
import { type PageArgs, type PageOf } from '../admin-api/pages'
import { BYTE_ORDER_MARK, csvLine } from './csv-line'

const PAGE_ROWS = 100

export interface CsvOptions<Row> {
  /** Without its ending. */
  fileName: string
  header: readonly string[]
  list: (page: PageArgs) => Promise<PageOf<Row>>
  cellsOf: (row: Row) => readonly (string | number | null | undefined)[]
}

/**
 * A table as a download: every row, asked for page by page as fast as it is read. The first page is there before the answer
 * begins, so that who may not see it gets no file; a failure later breaks the download off instead of ending it as if it were
 * whole.
 */
export async function csvResponse<Row>(options: CsvOptions<Row>): Promise<Response> {
  const chunks = chunksOf(options, await options.list({ first: PAGE_ROWS, after: null }))
  const inRequest = AsyncLocalStorage.snapshot() // pages that are asked for later are asked for by the same session
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) =>
      inRequest(async () => {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      }),
    async cancel() {
      await chunks.return()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${options.fileName}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

/** The header, then each page; while one is read, the next is asked for. */
async function* chunksOf<Row>(
  { header, list, cellsOf }: CsvOptions<Row>,
  firstPage: PageOf<Row>,
): AsyncGenerator<string, void, void> {
  yield BYTE_ORDER_MARK + csvLine(header)
  for (let page = firstPage; ; ) {
    const { hasNextPage, endCursor } = page.pageInfo
    const next = hasNextPage && endCursor ? list({ first: PAGE_ROWS, after: endCursor }) : undefined
    next?.catch(() => {}) // thrown when it is its turn
    yield page.rows.map((row) => csvLine(cellsOf(row))).join('')
    if (next === undefined) return
    page = await next
  }
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
