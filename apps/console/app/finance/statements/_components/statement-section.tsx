import { getLocale, getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import type { StatementSection as Section } from '@/lib/admin-api/statements'
import { formatCount } from '@/lib/format'

/** One course of a month by model, on a page of its own when it is printed. */
export async function StatementSection({ section, period }: { section: Section; period: string }) {
  const [t, locale] = await Promise.all([getTranslations('finance.statements'), getLocale()])
  const count = (text: string) => formatCount(text, locale)
  const name = section.courseId === '' ? t('withoutCourse') : (section.courseName ?? section.courseId)
  const headers = [t('calls'), t('inputTokens'), t('outputTokens'), t('amount')]
  return (
    <section className="break-before-page break-inside-avoid-page rounded-lg border bg-raised print:border-0">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b px-4 py-3">
        <h2 className="font-semibold text-base">{name}</h2>
        <span className="text-text-muted">
          {section.costCentre ?? t('noCostCentre')} · {period}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto" tabIndex={0} aria-label={name}>
        <table className="w-full text-[13px] tabular-nums">
          <caption className="sr-only">{name}</caption>
          <thead>
            <tr className="border-b text-left text-text-muted">
              <th scope="col" className="px-4 py-2 font-medium">
                {t('model')}
              </th>
              {headers.map((header) => (
                <th key={header} scope="col" className="px-4 py-2 text-right font-medium">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {section.lines.map((line) => (
              <tr key={line.modelName} className="border-b">
                <th scope="row" className="min-w-36 break-all px-4 py-2 text-left font-normal">
                  {line.modelName}
                </th>
                <td className="px-4 py-2 text-right">{count(line.calls)}</td>
                <td className="px-4 py-2 text-right">{count(line.inputTokens)}</td>
                <td className="px-4 py-2 text-right">{count(line.outputTokens)}</td>
                <td className="whitespace-nowrap px-4 py-2 text-right">
                  <Money amount={line.amount} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <th scope="row" className="px-4 py-2 text-left">
                {t('sum')}
              </th>
              <td className="px-4 py-2 text-right">{count(section.calls)}</td>
              <td colSpan={2} />
              <td className="whitespace-nowrap px-4 py-2 text-right">
                <Money amount={section.amount} />
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  )
}
