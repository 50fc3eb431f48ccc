// Builds every workspace through turbo, which skips what did not change.
import { run } from './child.mjs'

const TURBO = 'node_modules/turbo/bin/turbo'
const CONCURRENCY = 2

export const turbo = (args, options) =>
  run(process.execPath, [TURBO, ...args, `--concurrency=${CONCURRENCY}`, '--output-logs=errors-only'], options)

export const buildAll = (options) => turbo(['run', 'build'], options)
