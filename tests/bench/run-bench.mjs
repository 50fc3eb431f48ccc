// What a benchmark starts ends with it, whatever happens in between.

/**
 * Tells what went wrong and sets the exit code to 1.
 * @param {(own: <T extends { stop: () => unknown }>(thing: T) => T) => Promise<void>} work what it gives to `own` is stopped
 *   afterwards, the latest first
 */
export async function runBench(work) {
  const owned = []
  try {
    await work((thing) => {
      owned.push(thing)
      return thing
    })
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  } finally {
    for (const thing of owned.reverse()) await thing.stop()
  }
}
