/** One value a label; null: nothing was measured there. */
export type ChartValues = readonly (number | null)[]

/**
 * The end of an axis that begins at 0: 1, 2, 2.5 or 5 times a power of ten, not below any value.
 * @param isWhole where things are counted: then the middle of the axis is a whole number as well
 */
export function scaleEnd(values: ChartValues, isWhole = false): number {
  const most = values.reduce<number>((max, value) => Math.max(max, value ?? 0), 0)
  if (most <= 0) return isWhole ? 2 : 1
  const power = 10 ** Math.floor(Math.log10(most))
  const fits = (end: number) => end >= most * (1 - Number.EPSILON) && !(isWhole && end % 2 !== 0)
  return (isWhole ? WHOLE_STEPS : STEPS).map((step) => step * power).find(fits) ?? 10 * power
}

const STEPS = [1, 2, 2.5, 5, 10]
const WHOLE_STEPS = [1, 2, 4, 5, 10]

/** Sums of stacked series, label by label. */
export const stackedSums = (series: readonly ChartValues[], count: number): number[] =>
  Array.from({ length: count }, (_, i) => series.reduce((sum, values) => sum + Math.max(values[i] ?? 0, 0), 0))

/** A line as an SVG path in a field of 100 by 100, y downwards: broken where nothing was measured. */
export function linePath(values: ChartValues, end: number): string {
  let isDrawing = false
  const steps = values.map((value, i) => {
    const step = value === null ? '' : `${isDrawing ? 'L' : 'M'}${pointAt(i, value, { count: values.length, end })}`
    isDrawing = value !== null
    return step
  })
  return steps.join('')
}

/** Each value of such a line as a dot. */
export const pointsPath = (values: ChartValues, end: number): string =>
  values.map((value, i) => (value === null ? '' : `M${pointAt(i, value, { count: values.length, end })}h0`)).join('')

const pointAt = (i: number, value: number, { count, end }: { count: number; end: number }): string =>
  `${round(((i + 0.5) / count) * 100)} ${round(100 - (value / end) * 100)}`

const round = (value: number): number => Math.round(value * 100) / 100
