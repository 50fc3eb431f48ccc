import { ApiError } from '../graphql/errors.js'
import { refuse } from './database.repository.js'

/**
 * The locked row, if it is what its editor saw: nobody's change is lost.
 * @param version as the editor read it; without one he saw none
 * @throws ApiError NOT_FOUND; what {@link refuse} throws, where somebody was quicker
 */
export function unchangedRow<Row extends { version: number }>(
  row: Row | undefined,
  version: number | null | undefined,
): Row {
  if (row === undefined) throw new ApiError('NOT_FOUND')
  return row.version === version ? row : refuse({ code: 'CONFLICT', text: 'changedMeanwhile' })
}
