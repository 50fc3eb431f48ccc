export interface LoadOptions<Value> {
  total: number
  /** Calls under way at any time, at most. */
  concurrency: number
  /** One call; a throw is a result as well. */
  run(index: number): Promise<Value>
  /** No further calls are begun; those under way are waited for. */
  signal?: AbortSignal
}

export type LoadResult<Value> =
  | { index: number; type: 'value'; value: Value; durationMs: number }
  | { index: number; type: 'error'; error: unknown; durationMs: number }

/** Runs `total` calls, so many at a time. @returns one result a call begun, in the order of their index */
export async function runLoad<Value>(options: LoadOptions<Value>): Promise<LoadResult<Value>[]> {
  const results: LoadResult<Value>[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < options.total && !options.signal?.aborted) {
      const index = next++
      results.push(await runOne(options, index))
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.concurrency, options.total) }, worker))
  return results.sort((a, b) => a.index - b.index)
}

async function runOne<Value>({ run }: LoadOptions<Value>, index: number): Promise<LoadResult<Value>> {
  const startedAt = performance.now()
  const durationMs = (): number => performance.now() - startedAt
  try {
    const value = await run(index)
    return { index, type: 'value', value, durationMs: durationMs() }
  } catch (error) {
    return { index, type: 'error', error, durationMs: durationMs() }
  }
}
