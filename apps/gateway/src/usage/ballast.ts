import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const BLOCK = Buffer.alloc(1024 * 1024)

/** Space that is kept on the journal's disk, so that calls in flight can write their completions when it is full. */
export function createBallast(dir: string, bytes: number): { fill(): boolean; release(): void } {
  const path = join(dir, 'ballast')
  return {
    /** @returns false where there is no room for it */
    fill() {
      const known = statSync(path, { throwIfNoEntry: false })
      if (known?.isFile() && known.size === bytes) return true
      let fd: number | undefined
      try {
        fd = openSync(path, 'w')
        for (let left = bytes; left > 0; ) left -= writeSync(fd, BLOCK, 0, Math.min(left, BLOCK.length))
        return true
      } catch {
        if (fd !== undefined) rmSync(path, { force: true })
        return false
      } finally {
        if (fd !== undefined) closeSync(fd)
      }
    },
    release: () => rmSync(path, { force: true, recursive: true }),
  }
}
