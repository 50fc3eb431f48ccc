/** What a failed settlement says about the events in it. */
export type FailureClass =
  /** A value that PostgreSQL cannot take: one event of the batch can never succeed. */
  | 'value'
  /** A constraint refused: one event of the batch meets rows that are wrong. Not its fault, so it is tried again. */
  | 'integrity'
  /** Somebody keeps an account locked: the others can go on. */
  | 'locked'
  /** Connection, deadlock, serialisation, resources, shutdown …: nothing is known about the events. */
  | 'transient'

const LOCK_NOT_AVAILABLE = '55P03'

/** @param sqlState `undefined`: no answer, for example a lost connection */
export function classifyFailure(sqlState: string | undefined): FailureClass {
  if (sqlState === LOCK_NOT_AVAILABLE) return 'locked'
  if (sqlState?.startsWith('22')) return 'value'
  if (sqlState?.startsWith('23')) return 'integrity'
  return 'transient'
}
