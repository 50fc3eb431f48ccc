// Debian packages beside npm's: installed where we may, else explained.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Problem } from './problem.mjs'

const LOCK_TIMEOUT_S = 120

/** What the tests need. `program` or `file` tells whether it is there; without an optional one some tests are left out. */
export const TEST_PACKAGES = [
  { name: 'nats-server', program: 'nats-server', file: '/usr/sbin/nats-server', why: 'the bus' },
  { name: 'chromium', program: 'chromium', file: '/usr/bin/chromium', why: 'the browser tests' },
  {
    name: 'fonts-noto-cjk',
    file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    why: 'Chinese text in the browser tests',
  },
  { name: 'faketime', program: 'faketime', file: '/usr/bin/faketime', why: 'clocks that step', isOptional: true },
]

/** Full path of a program, or `undefined`. */
export function findProgram(name) {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

export const canInstall = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && findProgram('apt-get') !== undefined

/** @throws when apt-get fails; the lock time-out matters, without it a second apt-get fails at once */
export function aptInstall(names, log) {
  log(`installing ${names.join(', ')} (apt-get) …`)
  const apt = (...args) =>
    execFileSync('apt-get', ['-o', `DPkg::Lock::Timeout=${LOCK_TIMEOUT_S}`, '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update')
  apt('install', '-y', '--no-install-recommends', ...names)
}

const isMissing = ({ program, file }) => !existsSync(file) && !(program && findProgram(program))

/** @throws Problem that says what to install when we may not */
export function ensureTestPackages(log) {
  const missing = TEST_PACKAGES.filter(isMissing)
  if (missing.length === 0) return
  if (!canInstall()) {
    const needed = missing.filter(({ isOptional }) => !isOptional)
    if (needed.length === 0) return
    const names = needed.map(({ name }) => name)
    const reasons = needed.map(({ name, why }) => `${name} (${why})`).join(', ')
    throw new Problem(`missing: ${reasons}; as root: apt-get install ${names.join(' ')}`)
  }
  aptInstall(
    missing.map(({ name }) => name),
    log,
  )
}
