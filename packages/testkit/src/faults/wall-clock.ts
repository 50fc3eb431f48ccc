import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
]

/** The wall clock of one process, which can be moved while it runs. Its monotonic clock goes on as it does. */
export interface WallClock {
  /** What the process is started with. */
  readonly env: Record<string, string>
  /** @param seconds away from the true time, forward or back */
  step(seconds: number): Promise<void>
}

/** @param file for the offset, absolute @returns `undefined` where libfaketime is not installed */
export async function createWallClock(file: string): Promise<WallClock | undefined> {
  const library = LIBRARIES.find((path) => existsSync(path))
  if (library === undefined) return undefined
  const step = async (seconds: number): Promise<void> => {
    await writeFile(`${file}.next`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s\n`)
    await rename(`${file}.next`, file) // read at any moment
  }
  await step(0)
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    step,
  }
}
