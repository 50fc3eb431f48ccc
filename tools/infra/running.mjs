// Where a running installation can be reached: the launcher's note for the CLI. It holds no secret.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DATA_DIR } from './data-dir.mjs'
import { readPrivateJson, writePrivateJson } from './private-file.mjs'
import { Problem } from './problem.mjs'

const pathIn = (dataDir) => join(dataDir, 'running.json')

/** Tells a process from a later one with the same number; `undefined` once it is gone. */
export function identityOf(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return undefined
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19] // start time in ticks since boot
  } catch {
    return process.platform === 'linux' ? undefined : 'alive'
  }
}

/** @returns { pid, natsUrl, postgresPort, publicUrl, adminApiUrl } of the launcher that runs on this folder, or `undefined` */
export function findRunning(dataDir = DATA_DIR) {
  const note = readPrivateJson(pathIn(dataDir))
  return note !== undefined && identityOf(note.pid) === note.identity ? note : undefined
}

/** @throws Problem when another launcher has the folder */
export function claimDataDir(dataDir = DATA_DIR) {
  const other = findRunning(dataDir)
  if (other) throw new Problem(`Tollgate already runs on ${dataDir} (process ${other.pid}): stop it or set DATA_DIR`)
  noteRunning({}, dataDir)
}

export const noteRunning = (facts, dataDir = DATA_DIR) =>
  writePrivateJson(pathIn(dataDir), { pid: process.pid, identity: identityOf(process.pid), ...facts })

/** Only the own note. */
export function releaseDataDir(dataDir = DATA_DIR) {
  if (findRunning(dataDir)?.pid === process.pid) rmSync(pathIn(dataDir), { force: true })
}
