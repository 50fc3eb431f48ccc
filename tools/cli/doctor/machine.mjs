// Node, packages, disk, clock, nats-server.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DATA_DIR } from '../../infra/data-dir.mjs'
import { assertNodeVersion, isInstalled } from '../../infra/install.mjs'
import { locateNatsServer } from '../../infra/nats-binary.mjs'
import { sentenceOf } from '../../infra/problem.mjs'
import { secretsFile } from '../../infra/secrets.mjs'
import { ok, problem, warning } from './finding.mjs'

const GIB = 1024 ** 3
const DISK = { problemBytes: GIB, warningBytes: 5 * GIB }
const OLDEST_NATS = [2, 9, 10]
const OTHERS = 0o077
const NOT_BEFORE = Date.UTC(2026, 0, 1)

export const examineMachine = async () => [
  examineNode(),
  examinePackages(),
  ...examineDataDir(),
  await examineDisk(),
  examineClock(),
  examineNatsBinary(),
]

function examineNode() {
  try {
    assertNodeVersion()
    return ok('node', process.versions.node)
  } catch (error) {
    return problem('node', sentenceOf(error), 'install Node 20.19 or newer')
  }
}

function examinePackages() {
  const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)
  return isInstalled(read('package-lock.json'), read('node_modules/.package-lock.json'))
    ? ok('packages', 'as the lock file says')
    : warning('packages', 'differ from the lock file', '`npm ci`, or just `npm start`')
}

function examineDataDir() {
  if (!existsSync(DATA_DIR)) return [ok('data folder', `${DATA_DIR} does not exist yet`)]
  const secrets = secretsFile()
  if (!existsSync(secrets)) return [warning('secrets', `${secrets} is missing`, 'restore it from your backup')]
  const isOpen = (statSync(secrets).mode & OTHERS) !== 0
  return [
    isOpen
      ? problem('secrets', `${secrets} can be read by others`, `chmod 600 ${secrets}`)
      : ok('secrets', 'for their owner only'),
  ]
}

async function examineDisk() {
  const folder = existsSync(DATA_DIR) ? DATA_DIR : dirname(DATA_DIR)
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const detail = `${(free / GIB).toFixed(1)} GiB free at ${folder}`
  if (free < DISK.problemBytes) return problem('disk', detail, 'free some space: journals and database need it')
  return free < DISK.warningBytes ? warning('disk', detail, 'plan for more') : ok('disk', detail)
}

/** Gross errors only, as of a machine without a battery: leases, prices and sessions all go by the clock. */
const examineClock = () =>
  Date.now() < NOT_BEFORE
    ? problem('clock', new Date().toISOString(), 'set the clock (NTP)')
    : ok('clock', new Date().toISOString())

function examineNatsBinary() {
  if (process.env.NATS_URL) return ok('nats-server', 'NATS_URL is given')
  try {
    const path = locateNatsServer()
    if (!path)
      return problem(
        'nats-server',
        'not found',
        'as root: apt-get install nats-server; or set NATS_SERVER_BIN or NATS_URL',
      )
    const text = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()
    const version = /v?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number)
    if (!version) return warning('nats-server', `${path}: ${text}`, 'its version cannot be read')
    return isOlder(version, OLDEST_NATS)
      ? problem('nats-server', `${path} is ${version.join('.')}`, `use ${OLDEST_NATS.join('.')} or newer`)
      : ok('nats-server', `${path}, ${version.join('.')}`)
  } catch (error) {
    return problem('nats-server', sentenceOf(error), 'check NATS_SERVER_BIN')
  }
}

/** Whether version a is before b; both [major, minor, patch]. */
export function isOlder(a, b) {
  const index = a.findIndex((part, position) => part !== b[position])
  return index !== -1 && a[index] < b[index]
}
