import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { waitUntil } from '../wait-until.js'
import { createWallClock } from './wall-clock.js'

const HOUR_MS = 3_600_000

it('moves the wall clock of a running process and leaves its monotonic clock alone', async ({ skip }) => {
  const dir = await mkdtemp(join(tmpdir(), 'tollgate-clock-'))
  const clock = await createWallClock(join(dir, 'offset'))
  if (clock === undefined) {
    await rm(dir, { recursive: true })
    return skip('libfaketime is not installed')
  }
  const script = 'setInterval(() => console.log(Date.now(), Math.floor(performance.now())), 50)'
  const child = spawn(process.execPath, ['-e', script], { env: { ...process.env, ...clock.env } })
  try {
    let wallMs = 0
    let monotonicMs = 0
    createInterface(child.stdout).on('line', (line) => {
      ;[wallMs = 0, monotonicMs = 0] = line.split(' ').map(Number)
    })
    await waitUntil(() => Math.abs(wallMs - Date.now()) < HOUR_MS / 2)
    await clock.step(7_200)
    await waitUntil(() => wallMs - Date.now() > 1.5 * HOUR_MS)
    expect(monotonicMs).toBeLessThan(HOUR_MS)
    await clock.step(-7_200)
    await waitUntil(() => Date.now() - wallMs > 1.5 * HOUR_MS)
  } finally {
    child.kill('SIGKILL')
    await once(child, 'close')
    await rm(dir, { recursive: true, force: true })
  }
})
