/** What a check found. */
export interface Finding {
  id: string
  says: string
  /** Whose rows break it; empty: none. */
  brokenIds: string[]
  /** Why it could not be made; absent: it was. */
  failure?: unknown
}
