// Small JSON files that only their owner may read.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from './problem.mjs'

const OWNER_ONLY = 0o600

/** `undefined` when there is none. @throws Problem when it is damaged */
export function readPrivateJson(path) {
  if (!existsSync(path)) return undefined
  chmodSync(path, OWNER_ONLY) // also one that was copied in from a backup
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Problem(`${path} is damaged (not JSON): restore it from your backup`)
  }
}

/** Whole or not at all. */
export function writePrivateJson(path, value) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY })
  renameSync(`${path}.new`, path)
}
