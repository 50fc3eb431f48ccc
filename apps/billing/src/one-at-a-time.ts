/**
 * For jobs: runs `work` unless its last run still goes on.
 * @param onError is told of a failure; the next call tries again
 * @returns never rejects, unless `onError` does
 */
export function oneAtATime(work: () => Promise<void>, onError: (error: unknown) => unknown): () => Promise<void> {
  let isRunning = false
  return async () => {
    if (isRunning) return
    isRunning = true
    try {
      await work()
    } catch (error) {
      await onError(error)
    } finally {
      isRunning = false
    }
  }
}
