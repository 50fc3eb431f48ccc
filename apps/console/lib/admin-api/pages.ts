/** Where a table stands: the API's cursor, and how many rows. */
export interface PageArgs {
  first: number
  after: string | null
}

export interface PageInfo {
  hasNextPage: boolean
  endCursor?: string | null
}

export interface PageOf<Row> {
  rows: readonly Row[]
  pageInfo: PageInfo
  /** Exact up to 10,000. */
  totalCount: number
}

export const toPage = <Row>(connection: { nodes: Row[]; pageInfo: PageInfo; totalCount: number }): PageOf<Row> => ({
  rows: connection.nodes,
  pageInfo: connection.pageInfo,
  totalCount: connection.totalCount,
})
