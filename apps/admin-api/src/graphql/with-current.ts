import type { LocalizedProblem } from './problem.js'

/** Adds the object as it is now to a payload that says CONFLICT. */
export async function withCurrent<Name extends string, T>(
  payload: Record<Name, T | undefined> & { problems: LocalizedProblem[] },
  name: Name,
  find: () => Promise<T | undefined>,
): Promise<Record<Name, T | undefined> & { problems: LocalizedProblem[] }> {
  const isConflict = payload.problems.some((problem) => problem.code === 'CONFLICT')
  return isConflict ? { ...payload, [name]: await find() } : payload
}
