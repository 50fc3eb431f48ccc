import { type ArgsOptions, Int } from '@nestjs/graphql'
import { MAX_PAGE_SIZE } from './page.js'

/** The `first` argument of a connection. */
export const firstOf = (fallback: number): ArgsOptions => ({
  type: () => Int,
  nullable: true,
  defaultValue: fallback,
  description: `How many rows at most, 1 to ${MAX_PAGE_SIZE}.`,
})

/** The `after` argument of a connection. */
export const AFTER: ArgsOptions = {
  type: () => String,
  nullable: true,
  description: '`endCursor` of the page before; absent: from the start.',
}
