// CPU and memory of another process, from /proc: Linux only.
import { readFileSync } from 'node:fs'

const MS_PER_TICK = 10 // USER_HZ is 100 on every Linux
const STARTS_AFTER_NAME = 2 // pid and name come first; the name, in brackets, may hold spaces
const USER_TIME = 13 - STARTS_AFTER_NAME
const SYSTEM_TIME = 14 - STARTS_AFTER_NAME
const RSS_SAMPLE_MS = 100

/** User and system time of all its threads since it started, in ms. */
export function cpuMsOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * MS_PER_TICK
}

export const rssBytesOf = (pid) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1_024

/** Runs `work` and tells what `pid` used meanwhile. */
export async function metered(pid, work) {
  const rssBefore = rssBytesOf(pid)
  const cpuBefore = cpuMsOf(pid)
  let peak = rssBefore
  const sampler = setInterval(() => {
    peak = Math.max(peak, rssBytesOf(pid))
  }, RSS_SAMPLE_MS)
  try {
    const result = await work()
    return { result, cpuMs: cpuMsOf(pid) - cpuBefore, peakRssBytes: peak, rssRiseBytes: peak - rssBefore }
  } finally {
    clearInterval(sampler)
  }
}
