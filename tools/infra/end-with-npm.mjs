// npm hands SIGTERM and SIGINT on, but cannot when it is killed outright: then the launcher has to notice by itself.
import { readFileSync } from 'node:fs'
import { identityOf } from './running.mjs'

const POLL_MS = 500
const MAX_STEPS = 4 // npm > sh > node

/** The npm process above this one, or `undefined` when it was started without. */
function findNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return undefined
  let pid = process.ppid
  for (let step = 0; step < MAX_STEPS && pid > 1; step++) {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (/^npm |npm-cli|\/npm\0|^npm\0/.test(command)) return pid
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  }
  return undefined
}

/** Calls `end` once, when the npm that started us is gone. */
export function whenNpmEnds(end) {
  const pid = findNpm()
  if (pid === undefined) return
  const identity = identityOf(pid)
  const timer = setInterval(() => {
    if (identityOf(pid) === identity) return
    clearInterval(timer)
    end()
  }, POLL_MS)
  timer.unref()
}
