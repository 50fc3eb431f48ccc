import { useTranslations } from 'next-intl'
import { FILLS, SeriesChart, type SeriesChartProps } from './series-chart'

export interface ChartFigureProps extends SeriesChartProps {
  title: string
  /** What the first column of the table is called. */
  labelHeader: string
  /** What is under the title: the unit, how many samples. */
  note?: string
}

/** A chart with its twin, a table that says every figure. */
export function ChartFigure({ title, labelHeader, note, ...chart }: ChartFigureProps) {
  const { labels, series } = chart
  const t = useTranslations('usage')
  return (
    <figure className="min-w-0 rounded-lg border bg-raised p-4">
      <figcaption className="mb-3">
        <span className="font-semibold">{title}</span>
        {note && <span className="ml-2 text-[13px] text-text-muted">{note}</span>}
      </figcaption>
      <div aria-hidden>
        <SeriesChart {...chart} />
        {series.length > 1 && (
          <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
            {series.map(({ name, colour }) => (
              <li key={name} className="flex items-center gap-1.5">
                <span className={`size-2.5 rounded-sm ${FILLS[colour]}`} />
                {name}
              </li>
            ))}
          </ul>
        )}
      </div>
      <details className="mt-2 text-[13px]">
        <summary className="text-text-muted">{t('asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className="mt-2 max-h-72 overflow-auto" tabIndex={0} aria-label={title}>
          <table className="w-full tabular-nums">
            <caption className="sr-only">{title}</caption>
            <thead>
              <tr className="text-left text-text-muted">
                <th scope="col" className="pr-3 font-medium">
                  {labelHeader}
                </th>
                {series.map(({ name }) => (
                  <th key={name} scope="col" className="pl-3 text-right font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {labels.map((label, row) => (
                <tr key={label}>
                  <th scope="row" className="pr-3 text-left font-normal">
                    {label}
                  </th>
                  {series.map(({ name, texts }) => (
                    <td key={name} className="pl-3 text-right">
                      {texts[row]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  )
}
