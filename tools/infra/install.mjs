// `npm ci` where it is needed. Node's own modules only: this runs on a bare clone.
import { existsSync, readFileSync } from 'node:fs'
import { run } from './child.mjs'
import { Problem } from './problem.mjs'

const LOCK_FILE = 'package-lock.json'
/** npm writes it as the last act of an installation, so one that was cut short is told apart. */
const INSTALLED_FILE = 'node_modules/.package-lock.json'
const MINIMUM_NODE = [20, 19]

/** Fits `engines` of package.json, which npm does not enforce. */
export function assertNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  const [wantedMajor, wantedMinor] = MINIMUM_NODE
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  throw new Problem(`Node ${MINIMUM_NODE.join('.')} or newer is needed, this is ${version}: see https://nodejs.org`)
}

/** Whether what npm says it installed is what the lock file asks for; packages of other platforms may be missing. */
export function isInstalled(lock, installed) {
  if (installed === undefined) return false
  return Object.entries(lock.packages).every(([path, wanted]) => {
    // not the root, the workspaces themselves, and what the lock file holds without anybody asking for it
    if (!path.includes('node_modules/') || wanted.extraneous) return true
    const found = installed.packages[path]
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true
    return wanted.link ? found.link === true : found.version === wanted.version && found.integrity === wanted.integrity
  })
}

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)

/** @returns whether anything had to be installed; SKIP_INSTALL=1 leaves node_modules as it is */
export async function ensureInstalled({ log = console.log, signal } = {}) {
  if (process.env.SKIP_INSTALL === '1') return false
  if (isInstalled(readJson(LOCK_FILE), readJson(INSTALLED_FILE))) return false
  log('installing packages (npm ci) …')
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { signal })
  return true
}
