/** One value a label; null: nothing was measured there. */
export type ChartValues = readonly (number | null)[]

/** The end of an axis that begins at 0: 1, 2, 2.5 or 5 times a power of ten, not below any value. */
export function scaleEnd(values: ChartValues): number {
  const most = values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0)
  if (most <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= most * (1 - Number.EPSILON)) ?? 10
  return step * power
}

/** Sums of stacked series, label by label. */
export const stackedSums = (series: readonly ChartValues[], count: number): number[] =>
  Array.from({ length: count }, (_, i) => series.reduce((sum, values) => sum + Math.max(values[i] ?? 0, 0), 0))

/**
 * A line as an SVG path in a field of 100 by 100, y downwards: broken where nothing was measured, a dot where a value
 * stands alone.
 */
export function linePath(values: ChartValues, end: number): string {
  const x = (i: number) => round(((i + 0.5) / values.length) * 100)
  let isDrawing = false
  const steps = values.map((value, i) => {
    if (value === null) {
      isDrawing = false
      return ''
    }
    const point = `${x(i)} ${round(100 - (value / end) * 100)}`
    const step = isDrawing ? `L${point}` : `M${point}h0`
    isDrawing = true
    return step
  })
  return steps.filter(Boolean).join('')
}

const round = (value: number): number => Math.round(value * 100) / 100
