import { execFile, spawnSync } from 'node:child_process'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const MIB = 1024 ** 2
const FILLER = 'filler'
const BLOCK = Buffer.alloc(64 * 1024)

/** A file system of a few MiB in memory that can be full. */
export interface SmallDisk {
  /** Until not a byte is left. */
  fill(): Promise<void>
  free(): Promise<void>
  unmount(): Promise<void>
}

/** @returns `undefined` where this user may not mount: Linux and root are needed */
export async function mountSmallDisk(dir: string, mebibytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  await mkdir(dir, { recursive: true })
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes * MIB},mode=0700`, 'tmpfs', dir])
  } catch {
    return undefined // a container without the capability
  }
  const filler = join(dir, FILLER)
  const unmountWithUs = (): void => void spawnSync('umount', ['-l', dir])
  process.once('exit', unmountWithUs)
  return {
    async fill() {
      for (;;) {
        const { bavail, bsize } = await statfs(dir)
        if (bavail === 0) return
        await writeFile(filler, BLOCK.subarray(0, Math.min(BLOCK.length, bavail * bsize)), { flag: 'a' }).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code !== 'ENOSPC') throw error
          },
        )
      }
    },
    free: () => rm(filler, { force: true }),
    async unmount() {
      process.off('exit', unmountWithUs)
      await run('umount', ['-l', dir])
    },
  }
}
