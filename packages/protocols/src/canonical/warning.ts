/**
 * What an encoder could not carry, as the caller is told it (`x-tollgate-dropped`, `x-tollgate-clamped`). Closed: strict
 * mode turns each of them into a 400.
 */
export type Warning =
  /** The target has no place for this field; its path in canonical words. */
  | { type: 'dropped'; field: string }
  /** A limit was lowered to what the model, or the caller's money, allows. */
  | { type: 'clamped'; field: string; to: number }
  /** Carried in another form than it was written in; `how` is a short phrase in English. */
  | { type: 'changed'; field: string; how: string }
