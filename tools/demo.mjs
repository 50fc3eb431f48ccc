// `npm run demo`: npm start with a demo upstream and everything that a first look needs. For this machine only.
import { fileURLToPath } from 'node:url'
import { readDemoSecrets } from './demo/demo-secrets.mjs'
import { welcome } from './demo/welcome.mjs'
import { DEMO_UPSTREAM_URL, HOST, PUBLIC_URL } from './infra/apps.mjs'
import { launch } from './infra/launcher.mjs'

const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost']
const STATE_FILE = fileURLToPath(new URL('./demo/state.yaml', import.meta.url))

if (LOOPBACK_HOSTS.includes(HOST)) await launch({ isDemo: true, onReady })
else {
  console.error(`the demo has keys and passwords that are printed: it refuses HOST=${HOST}, which others can reach`)
  process.exitCode = 1
}

async function onReady({ admin, lap }) {
  const { applyStateFile } = await import('./cli/apply.mjs')
  const secrets = readDemoSecrets()
  const { changes } = await applyStateFile(STATE_FILE, { isDev: true, env: { ...secrets, DEMO_UPSTREAM_URL } })
  lap(changes.length > 0 ? `demo data: ${changes.length} changes applied` : 'demo data: as it should be')
  console.log(welcome({ publicUrl: PUBLIC_URL, admin, secrets }))
  lap(`everything is up: open ${PUBLIC_URL} (Ctrl-C stops it)`)
}
