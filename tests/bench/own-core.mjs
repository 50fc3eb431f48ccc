// A core of its own for the process that is measured: what else runs in the benchmark (load, upstream, bus, database, the
// other services) then neither preempts it nor empties its caches, and its CPU time is its own work. Linux with taskset and
// two cores at least; elsewhere nothing is pinned, and the report says so.
import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

const MEASURED_CORE = '0'
const OTHER_CORES = `1-${availableParallelism() - 1}`
const canPin = availableParallelism() > 1 && pin(process.pid, `0-${availableParallelism() - 1}`)

function pin(pid, cores) {
  return (
    spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)], { stdio: 'ignore' }).status === 0
  )
}

/** Keeps this process, and all that it starts from now on, to the other cores. @returns whether it could */
export const leaveFirstCore = () => canPin && pin(process.pid, OTHER_CORES)

/** Runs `work` while process `pid` has the first core to itself. */
export async function withFirstCore(pid, work) {
  if (!canPin) return work()
  pin(pid, MEASURED_CORE)
  try {
    return await work()
  } finally {
    pin(pid, OTHER_CORES)
  }
}
