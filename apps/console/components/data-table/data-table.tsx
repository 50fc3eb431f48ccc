import type { ReactNode } from 'react'
import type { PageOf } from '@/lib/admin-api/pages'
import { cn } from '@/lib/class-names'
import { hiddenOf, type SearchParameters } from '@/lib/table-address'
import { ColumnHeader } from './column-header'
import { ColumnMenu } from './column-menu'
import { Pagination } from './pagination'

export interface Column<Row> {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Figures are set flush right. */
  isNumeric?: boolean
  /** The API's name of the sort field, where it sorts by this column. */
  sortField?: string
  className?: string
  /** Not on phones: what it says is told elsewhere, too. */
  isWideOnly?: boolean
}

export interface DataTableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  page: PageOf<Row>
  rowKey: (row: Row) => string
  parameters: SearchParameters
  /** Shown instead of a table without rows. */
  empty: ReactNode
}

/** Of a table with fewer nobody hides any. */
const FEW_COLUMNS = 4
/** Of the column with the buttons of each row: it is there however wide the others are. */
const ACTIONS = 'actions'
const SCROLLS =
  'relative overflow-x-auto rounded-t-lg sm:max-h-[calc(100dvh-7rem)] sm:overflow-y-auto print:max-h-none print:overflow-visible'
const ALWAYS_THERE = 'bg-inherit sm:sticky sm:right-0'

/** A page of rows; paging and sorting are links, so that they sit in the address and work before any script does. */
export function DataTable<Row>({ caption, columns, page, rowKey, parameters, empty }: DataTableProps<Row>) {
  if (page.rows.length === 0) return <div className="rounded-lg border bg-raised">{empty}</div>
  const hideable = columns.slice(1).filter(({ id }) => id !== ACTIONS)
  const hidden = hiddenOf(parameters)
  const shown = columns.filter((column) => !hideable.includes(column) || !hidden.includes(column.id))
  return (
    <div className="min-w-0 rounded-lg border bg-raised">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={SCROLLS} tabIndex={0} aria-label={caption}>
        <table className="w-full border-collapse text-[13px]">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="text-left text-text-muted">
              {shown.map((column) => (
                <ColumnHeader key={column.id} column={column} parameters={parameters} />
              ))}
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={rowKey(row)} className="border-b bg-raised last:border-b-0 hover:bg-hovered">
                {shown.map((column) => (
                  <td
                    key={column.id}
                    className={cn(
                      'px-3 py-2 align-middle',
                      column.isNumeric && 'whitespace-nowrap text-right tabular-nums',
                      column.id === ACTIONS && ALWAYS_THERE,
                      column.isWideOnly && 'max-sm:hidden',
                      column.className,
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pagination caption={caption} page={page} parameters={parameters}>
        {hideable.length >= FEW_COLUMNS && <ColumnMenu columns={hideable} parameters={parameters} />}
      </Pagination>
    </div>
  )
}
