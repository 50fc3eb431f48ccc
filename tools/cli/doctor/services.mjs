// Ports, and what the running services say of themselves.
import { healthPortOf, PORTS } from '../../infra/apps.mjs'
import { DATA_DIR } from '../../infra/data-dir.mjs'
import { isPortOpen } from '../../infra/ports.mjs'
import { findRunning } from '../../infra/running.mjs'
import { ok, problem } from './finding.mjs'

const ASK_TIMEOUT_MS = 3_000
const WITH_HEALTH = ['gateway', 'billing', 'admin-api']

export async function examineServices() {
  const running = findRunning()
  if (running)
    return [
      ok('installation', `runs on ${DATA_DIR} (process ${running.pid})`),
      ...(await Promise.all(WITH_HEALTH.map(examineHealth))),
    ]
  const ports = Object.entries(PORTS).filter(([name]) => name !== 'demo-upstream')
  return [ok('installation', `nothing runs on ${DATA_DIR}`), ...(await Promise.all(ports.map(examinePort)))]
}

async function examinePort([name, port]) {
  const variable = `${name.toUpperCase().replace('-', '_')}_PORT`
  return (await isPortOpen(port))
    ? problem(`port ${port} (${name})`, 'is taken by another program', `stop it or set ${variable}`)
    : ok(`port ${port} (${name})`, 'free')
}

async function examineHealth(name) {
  const url = `http://127.0.0.1:${healthPortOf(name)}/health/ready`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
    const text = (await response.text()).slice(0, 300)
    return response.ok ? ok(name, 'ready') : problem(name, `not ready: ${text}`, 'see what it logs')
  } catch (error) {
    return problem(name, `does not answer at ${url} (${error.cause?.code ?? error.message})`, 'see what it logs')
  }
}
