// A few jobs at a time, each with its time on one line.

/**
 * Runs jobs `concurrency` at a time, in the order given.
 * @param jobs [{ name, run: async () => text }]; a job fails by throwing
 * @returns [{ name, seconds, error }] in the order given, `error` only of failed ones
 */
export async function runJobs(jobs, { concurrency, log = console.log }) {
  const results = new Array(jobs.length)
  let next = 0
  const lane = async () => {
    while (next < jobs.length) {
      const index = next++
      const { name, run } = jobs[index]
      const startedAt = performance.now()
      const outcome = await run().then(
        (text) => ({ text }),
        (error) => ({ error }),
      )
      const seconds = (performance.now() - startedAt) / 1000
      results[index] = { name, seconds, ...outcome }
      log(
        `${outcome.error ? 'FAILED' : '    ok'} ${seconds.toFixed(1).padStart(6)} s  ${name}${outcome.text ? `: ${outcome.text}` : ''}`,
      )
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, lane))
  return results
}
