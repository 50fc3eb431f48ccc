import type { ChartValues } from '@/lib/chart-scale'

/** Stacked bars, or lines. */
export type ChartKind = 'bars' | 'lines'

export interface ChartSeries {
  name: string
  /** Of the palette in `globals.css`. */
  colour: 1 | 2 | 3 | 4 | 5
  values: ChartValues
  /** The same as people read them. */
  texts: readonly string[]
}
