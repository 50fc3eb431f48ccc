import { Check } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'
import { hiddenOf, type SearchParameters, toggledColumn } from '@/lib/table-address'

export interface ColumnMenuProps {
  /** Those that may be hidden. */
  columns: readonly { id: string; header: ReactNode }[]
  parameters: SearchParameters
}

/** Which columns a table shows; links, so that the choice sits in the address. */
export function ColumnMenu({ columns, parameters }: ColumnMenuProps) {
  const t = useTranslations('table')
  const hidden = hiddenOf(parameters)
  return (
    <details className="relative max-sm:hidden">
      <summary className="rounded-sm px-1 hover:text-text">{t('columns')}</summary>
      <ul className="absolute bottom-full left-0 z-20 mb-1 max-h-80 min-w-44 overflow-y-auto rounded-lg border bg-raised p-1 shadow-overlay">
        {columns.map(({ id, header }) => {
          const isShown = !hidden.includes(id)
          return (
            <li key={id}>
              <Link
                href={toggledColumn(parameters, id)}
                scroll={false}
                replace
                className="flex items-center gap-2 whitespace-nowrap rounded-md px-2 py-1.5 text-text hover:bg-sunken"
              >
                <Check aria-hidden className={cn('size-4 shrink-0 text-accent', !isShown && 'invisible')} />
                {header}
                <span className="sr-only">{isShown ? t('columnShown') : t('columnHidden')}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
