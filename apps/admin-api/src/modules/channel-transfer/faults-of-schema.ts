import type { z } from 'zod'
import { problemsOf } from '../../graphql/problem.js'
import type { ImportFault, Place } from './catalog-draft.js'

/** What a schema says of one entry, with the entry's place. */
export const faultsOfSchema = (
  error: z.ZodError,
  { row, line, name }: Place & { name?: string | undefined },
): ImportFault[] =>
  problemsOf(error).map((problem) => ({
    row,
    ...(line !== undefined && { line }),
    ...(name !== undefined && { name }),
    problem,
  }))
