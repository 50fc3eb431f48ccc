import { linePath, pointsPath, scaleEnd, stackedSums } from '@/lib/chart-scale'
import { cn } from '@/lib/class-names'
import type { ChartKind, ChartSeries } from './chart-series'

export interface SeriesChartProps {
  labels: readonly string[]
  series: readonly ChartSeries[]
  kind: ChartKind
  /** Figures of the axis, which nobody reads off exactly. */
  formatAxis: (value: number) => string
  /** Things are counted: no half of one on the axis. */
  isWhole?: boolean
}

const STROKES = ['', 'stroke-chart-1', 'stroke-chart-2', 'stroke-chart-3', 'stroke-chart-4', 'stroke-chart-5']
export const FILLS = ['', 'bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-4', 'bg-chart-5']

/**
 * A drawing made on the server, from 0: there before any script, and on paper. The figure around it says every figure as a
 * table.
 */
export function SeriesChart({ labels, series, kind, formatAxis, isWhole }: SeriesChartProps) {
  const values = series.map((one) => one.values)
  const end = scaleEnd(kind === 'bars' ? stackedSums(values, labels.length) : values.flat(), isWhole)
  return (
    <div className="flex gap-2 text-text-muted text-xs tabular-nums">
      <div className="flex h-44 w-12 shrink-0 flex-col justify-between text-right leading-none">
        {[end, end / 2, 0].map((value) => (
          <span key={value}>{formatAxis(value)}</span>
        ))}
      </div>
      <div className="min-w-0 flex-1">
        <div className="relative flex h-44 border-b">
          <span className="absolute inset-x-0 top-0 border-border/70 border-t border-dashed" />
          <span className="absolute inset-x-0 top-1/2 border-border/70 border-t border-dashed" />
          {kind === 'lines' && <Lines series={series} end={end} />}
          {labels.map((label, at) => (
            <div
              key={label}
              title={textAt(label, series, at)}
              className="relative flex h-full min-w-0 flex-1 items-end justify-center px-px hover:bg-sunken/60"
            >
              {kind === 'bars' && <Bar series={series} at={at} end={end} />}
            </div>
          ))}
        </div>
        <div className="mt-1 flex justify-between gap-2">
          {shownLabels(labels).map((label) => (
            <span key={label}>{label}</span>
          ))}
        </div>
      </div>
    </div>
  )
}

function Bar({ series, at, end }: { series: readonly ChartSeries[]; at: number; end: number }) {
  return (
    <div className="flex h-full w-full max-w-12 flex-col-reverse overflow-hidden rounded-t-sm">
      {series.map(({ name, colour, values }) => {
        const value = Math.max(values[at] ?? 0, 0)
        // what there is is never invisible
        return (
          value > 0 && (
            <div
              key={name}
              className={cn('shrink-0', FILLS[colour])}
              style={{ height: `max(1px, ${(value / end) * 100}%)` }}
            />
          )
        )
      })}
    </div>
  )
}

function Lines({ series, end }: { series: readonly ChartSeries[]; end: number }) {
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full overflow-visible"
      aria-hidden
    >
      {series.flatMap(({ name, colour, values }) =>
        // the line, and its points: one that stands alone must be seen, too
        [linePath(values, end), pointsPath(values, end)].map((path, at) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has two paths
            key={`${name} ${at}`}
            d={path}
            className={cn('fill-none', STROKES[colour])}
            strokeWidth={at === 0 ? 2 : 5}
            strokeLinecap="round"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        )),
      )}
    </svg>
  )
}

/** The first, the middle and the last one. */
function shownLabels(labels: readonly string[]): readonly string[] {
  const middle = labels[Math.floor((labels.length - 1) / 2)]
  return [...new Set([labels[0], middle, labels.at(-1)])].filter((label) => label !== undefined)
}

const textAt = (label: string, series: readonly ChartSeries[], at: number): string =>
  [label, ...series.map(({ name, texts }) => `${name}: ${texts[at]}`)].join('\n')
