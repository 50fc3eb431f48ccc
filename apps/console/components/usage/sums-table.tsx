import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { Money } from '@/components/money'
import { formatCount } from '@/lib/format'
import { successShareOf } from '@/lib/success-share'
import type { SearchParameters } from '@/lib/table-address'

export interface SumsRow {
  id: string
  name: string
  /** Leads to its calls. */
  href: string
  calls: string
  failedCalls: string
  inputTokens: string
  outputTokens: string
  amount: string
}

export interface SumsTableProps {
  title: string
  header: string
  rows: readonly SumsRow[]
  csv: { path: string; parameters: SearchParameters }
  /** There may be more rows than were asked for. */
  isCut?: boolean
}

const MOST_SHOWN = 20

/** What a period came to by model or by key, what cost most first. */
export async function SumsTable({ title, header, rows, csv, isCut = false }: SumsTableProps) {
  const [t, locale] = await Promise.all([getTranslations('usage'), getLocale()])
  const count = (text: string) => formatCount(text, locale)
  return (
    <section className="min-w-0 rounded-lg border bg-raised">
      <div className="flex items-center justify-between gap-2 border-b px-3 py-2">
        <h2 className="font-semibold">{title}</h2>
        <CsvLink {...csv} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto" tabIndex={0} aria-label={title}>
        <table className="w-full text-[13px]">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b text-left text-text-muted">
              <th scope="col" className="px-3 py-2 font-medium">
                {header}
              </th>
              {[t('cost'), t('calls'), t('tokensInOut'), t('success')].map((name) => (
                <th key={name} scope="col" className="whitespace-nowrap px-3 py-2 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map((row) => (
              <tr key={row.id} className="border-b last:border-b-0">
                <td className="min-w-32 break-all px-3 py-2">
                  <Link href={row.href} className="text-accent underline-offset-4 hover:underline">
                    {row.name}
                  </Link>
                </td>
                <td className="whitespace-nowrap px-3 py-2 text-right tabular-nums">
                  <Money amount={row.amount} />
                </td>
                <td className="px-3 py-2 text-right tabular-nums">{count(row.calls)}</td>
                <td className="whitespace-nowrap px-3 py-2 text-right tabular-nums">
                  {count(row.inputTokens)} / {count(row.outputTokens)}
                </td>
                <td className="px-3 py-2 text-right tabular-nums">{successShareOf(row) ?? '–'}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > MOST_SHOWN && (
        <p className="border-t px-3 py-2 text-[13px] text-text-muted">
          {isCut ? t('restInFile') : t('moreRows', { count: rows.length - MOST_SHOWN })}
        </p>
      )}
    </section>
  )
}
