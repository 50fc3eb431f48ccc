import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { PageOf } from '@/lib/admin-api/pages'
import { formatCount } from '@/lib/format'
import { nextPageOf, previousPageOf, type SearchParameters } from '@/lib/table-address'

const COUNTED_TO = 10_000

export interface PaginationProps {
  /** Of the table. */
  caption: string
  page: PageOf<unknown>
  parameters: SearchParameters
  children?: ReactNode
}

/** How many there are, and the pages before and after. */
export function Pagination({ caption, page, parameters, children }: PaginationProps) {
  const t = useTranslations('table')
  const locale = useLocale()
  const { totalCount, pageInfo } = page
  const previous = previousPageOf(parameters)
  const next = pageInfo.hasNextPage && pageInfo.endCursor ? nextPageOf(parameters, pageInfo.endCursor) : undefined
  const count = formatCount(totalCount, locale)
  return (
    <nav
      aria-label={t('pagesOf', { table: caption })}
      className="flex h-12 items-center justify-between gap-2 border-t px-3 text-[13px] text-text-muted"
    >
      <div className="flex items-center gap-4">
        <span>{totalCount >= COUNTED_TO ? t('atLeast', { count }) : t('total', { count })}</span>
        {children}
      </div>
      {(previous !== undefined || next !== undefined) && (
        <div className="flex gap-1">
          <Turn href={previous} label={t('previous')}>
            <ChevronLeft aria-hidden />
          </Turn>
          <Turn href={next} label={t('next')}>
            <ChevronRight aria-hidden />
          </Turn>
        </div>
      )}
    </nav>
  )
}

function Turn({ href, label, children }: { href: string | undefined; label: string; children: React.ReactNode }) {
  if (href === undefined)
    return (
      <Button variant="ghost" size="iconSmall" aria-label={label} disabled>
        {children}
      </Button>
    )
  return (
    <Button asChild variant="ghost" size="iconSmall">
      <Link href={href} aria-label={label}>
        {children}
      </Link>
    </Button>
  )
}
