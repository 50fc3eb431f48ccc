// What an app prints: all of it into a file of bounded size, warnings and worse also to the terminal.
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DATA_DIR } from './data-dir.mjs'

const MAX_FILE_BYTES = 32 * 1024 ** 2
const WARNING = 40 // pino's number
const OWNER_ONLY = 0o700

/** What is not JSON is shown if it comes from stderr: from a crash, or from Node. On stdout it is a banner. */
export function isWorthShowing(line, isError) {
  if (!line.startsWith('{')) return isError && line.trim() !== ''
  const level = /^\{"level":(?:(\d+)|"(\w+)")/.exec(line)
  if (!level) return true
  return level[1] ? Number(level[1]) >= WARNING : ['warn', 'error', 'fatal'].includes(level[2])
}

/**
 * @param options.isVerbose show every line: LOG_LEVEL was set by hand
 * @returns { write(line, terminal), close() }; the file before this one is kept as `<name>.log.1`
 */
export function openAppLog(
  name,
  { dir = join(DATA_DIR, 'logs'), isVerbose = process.env.LOG_LEVEL !== undefined } = {},
) {
  mkdirSync(dir, { recursive: true, mode: OWNER_ONLY })
  const path = join(dir, `${name}.log`)
  let { file, bytes } = openFile(path)
  return {
    write(line, terminal, isError) {
      if (bytes > MAX_FILE_BYTES) {
        file.end()
        renameSync(path, `${path}.1`)
        ;({ file, bytes } = openFile(path))
      }
      bytes += Buffer.byteLength(line) + 1
      file.write(`${line}\n`)
      if (isVerbose || isWorthShowing(line, isError)) terminal.write(`${line}\n`)
    },
    close: () => file.end(),
  }
}

const openFile = (path) => ({
  file: createWriteStream(path, { flags: 'a', mode: 0o600 }),
  bytes: existsSync(path) ? statSync(path).size : 0,
})
