import type { TargetProblem } from '../catalog/target.js'

/** Why a channel or target was not chosen: the closed list behind "why is my model not scheduled?". */
export type ExclusionReason =
  | TargetProblem
  | 'inactive'
  | 'not_schedulable'
  | 'not_in_group'
  | 'native_only'
  /** It speaks no dialect that has what is asked for, such as embeddings. */
  | 'no_such_operation'
  /** This key answered 429 and rests. */
  | 'cooling'
  /** It failed too often in a row and is tried again soon. */
  | 'broken'
  /** It answered 401, 402 or 403: an administrator must act. */
  | 'disabled'

/** How often each reason was met in one decision. */
export type ExclusionCounts = Readonly<Partial<Record<ExclusionReason, number>>>
