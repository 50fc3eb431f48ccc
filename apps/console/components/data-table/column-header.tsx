import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'
import { changedAddress, type SearchParameters, textOf } from '@/lib/table-address'

export interface ColumnHeaderProps {
  column: { header: ReactNode; isNumeric?: boolean; sortField?: string; isWideOnly?: boolean }
  parameters: SearchParameters
}

/** In sight while the rows pass below; its line is drawn inside, for a border would go along with the rows. */
const STAYS = 'z-10 bg-raised shadow-[inset_0_-1px_0_var(--border)] sm:sticky sm:top-0'

/** A column's name; a link that sorts by it, and by it the other way round. */
export function ColumnHeader({ column, parameters }: ColumnHeaderProps) {
  const { header, isNumeric, sortField, isWideOnly } = column
  const classes = cn(
    'whitespace-nowrap px-3 py-2 font-medium',
    isNumeric && 'text-right',
    isWideOnly && 'max-sm:hidden',
    STAYS,
  )
  if (sortField === undefined)
    return (
      <th scope="col" className={classes}>
        {header}
      </th>
    )
  const isSorted = textOf(parameters, 'sort') === sortField
  const isDescending = isSorted && textOf(parameters, 'direction') === 'DESC'
  const Icon = !isSorted ? ChevronsUpDown : isDescending ? ArrowDown : ArrowUp
  const direction = isSorted && !isDescending ? 'DESC' : 'ASC'
  return (
    <th scope="col" className={classes} aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}>
      <Link
        href={changedAddress(parameters, { sort: sortField, direction })}
        className="inline-flex items-center gap-1 rounded-sm hover:text-text"
      >
        {header}
        <Icon aria-hidden className="size-3.5" />
      </Link>
    </th>
  )
}
