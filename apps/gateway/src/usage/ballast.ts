import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type FileHandle, open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Random, because file systems that compress would keep nothing of zeros. */
const BLOCK = randomBytes(1024 * 1024)
const DISK_BLOCK_BYTES = 512
/** What else must be free: the journal goes on while the ballast is written. */
const MAX_SPARE_BYTES = 1024 * 1024

export interface Ballast {
  /** @returns false where there is no room for it; then nothing of it is left behind */
  fill(): Promise<boolean>
  release(): void
}

/**
 * Space that is kept on the journal's disk, so that calls in flight can write their completions when it is full. Filling
 * asks for the free space first: an attempt that must fail would take from them the little that is left.
 */
export function createBallast(dir: string, bytes: number): Ballast {
  const path = join(dir, 'ballast')
  let filling: Promise<boolean> | undefined
  let releases = 0
  return {
    fill() {
      filling ??= fill().finally(() => {
        filling = undefined
      })
      return filling
    },
    release() {
      releases++
      rmSync(path, { force: true, recursive: true })
    },
  }

  async function fill(): Promise<boolean> {
    const seen = releases
    try {
      if (bytes === 0 || (await isWhole(path, bytes))) return true
      await rm(path, { force: true })
      if ((await freeBytes(dir)) < bytes + Math.min(bytes, MAX_SPARE_BYTES)) return false
      const file = await open(path, 'wx')
      await write(file, bytes, () => releases !== seen).finally(() => file.close())
      if (releases === seen) return true
    } catch {
      // no room, or a disk that cannot be read: nothing to rely on
    }
    await rm(path, { force: true }).catch(() => {})
    return false
  }
}

async function isWhole(path: string, bytes: number): Promise<boolean> {
  const known = await stat(path).catch(() => undefined)
  return known?.isFile() === true && known.size === bytes && known.blocks * DISK_BLOCK_BYTES >= bytes
}

async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize
}

async function write(file: FileHandle, bytes: number, isCancelled: () => boolean): Promise<void> {
  for (let left = bytes; left > 0 && !isCancelled(); ) {
    left -= (await file.write(BLOCK, 0, Math.min(left, BLOCK.length))).bytesWritten
  }
}
