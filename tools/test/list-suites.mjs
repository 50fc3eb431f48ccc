// Which suites there are: every workspace with a vitest configuration, tools, and the projects of tests/.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const CONFIG_FILES = ['vitest.config.ts', 'vitest.config.mjs']
/** By what they take, the longest first: so none of them runs alone at the end. The rest takes seconds. */
const LONG = [
  ...['tests/browser', 'tests/e2e', 'tests/faults', 'apps/gateway', 'tests/chaos', 'apps/billing'],
  ...['apps/admin-api', 'tools', 'packages/testkit', 'packages/messaging'],
]
const WHOLE_STACK = ['browser', 'chaos', 'e2e', 'faults'].map((project) => ({
  name: `tests/${project}`,
  dir: 'tests',
  args: ['--project', project],
}))
const TOOLS = { name: 'tools', dir: 'tools', args: [] }

/** @returns [{ name, dir, args }] in the order to run them */
export function listSuites(root = '.') {
  const workspaces = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && hasConfig(join(root, folder, entry.name)))
      .map((entry) => ({ name: `${folder}/${entry.name}`, dir: join(folder, entry.name), args: [] })),
  )
  return [...WHOLE_STACK, TOOLS, ...workspaces].sort((a, b) => placeOf(a) - placeOf(b))
}

const placeOf = ({ name }) => (LONG.includes(name) ? LONG.indexOf(name) : LONG.length)
const hasConfig = (dir) => CONFIG_FILES.some((name) => existsSync(join(dir, name)))
