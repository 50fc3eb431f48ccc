import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from '@tollgate/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JournalHeldError, type JournalLock, lockJournal, watchFolder } from './journal-lock.js'

const HOLD = `require('node:net').createServer().listen(process.argv[1], () => process.stdout.write('held'))`

let dir: string
const locks: JournalLock[] = []
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'tollgate-lock-')), 'g1')
})
afterEach(async () => {
  for (const lock of locks.splice(0)) lock.release()
  await rm(join(dir, '..'), { recursive: true, force: true })
})

async function own(): Promise<JournalLock> {
  const lock = await lockJournal(dir, { nodeId: 'g1', holder: { role: 'owner', nodeId: 'g1' } })
  locks.push(lock)
  return lock
}
async function adopt(nodeId: string, onYield = () => {}, skewMs = 0): Promise<JournalLock> {
  const nowMs = () => Date.now() + skewMs
  const lock = await lockJournal(dir, { nodeId: 'g1', holder: { role: 'adopter', nodeId }, onYield, nowMs })
  locks.push(lock)
  return lock
}

describe('lockJournal', () => {
  it('gives each holder a higher number than all before it, whatever the clock says', async () => {
    const numbers: number[] = []
    for (const nowMs of [5_000_000, 1_000, 9_000_000]) {
      const lock = await lockJournal(dir, { nodeId: 'g1', holder: { role: 'owner' }, nowMs: () => nowMs })
      numbers.push(lock.incarnation)
      lock.release()
    }
    expect(numbers).toEqual([5_000, 5_001, 9_000])
  })

  it.each([0, 1_000])('N16: of many that try at once, clocks %d ms apart, exactly one gets it', async (apartMs) => {
    for (let round = 0; round < 5; round++) {
      const tries = Array.from({ length: 8 }, (_, n) => adopt(`g${n + 2}`, () => {}, n * apartMs))
      const outcomes = await Promise.allSettled(tries)
      const won = outcomes.filter(({ status }) => status === 'fulfilled')
      expect(won).toHaveLength(1)
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(JournalHeldError)
      }
      for (const lock of locks.splice(0)) lock.release()
    }
  })

  it('N14: refuses a folder that a process of another pid namespace holds', async ({ skip }) => {
    if (process.getuid?.() !== 0 || process.platform !== 'linux') return skip('namespaces need Linux and root')
    await mkdir(dir, { recursive: true })
    const args = ['--pid', '--fork', '--kill-child', process.execPath, '-e', HOLD, join(dir, '7.sock')]
    const holder = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const ended = once(holder, 'exit')
    try {
      await once(holder.stdout, 'data')
      await expect(own()).rejects.toThrow(/Another gateway with NODE_ID g1 is running/)
    } finally {
      holder.kill('SIGKILL')
      await ended
    }
    await waitUntil(() => own().catch(() => undefined))
    expect(readdirSync(dir).filter((name) => name.endsWith('.sock'))).toHaveLength(1)
  })

  it('N14: a frozen holder is no dead one, also when nobody fits into its queue any more', async () => {
    await mkdir(dir, { recursive: true })
    const path = join(dir, '7.sock')
    const holder = spawn(process.execPath, ['-e', HOLD.replace('[1], (', '[1], 1, ('), path], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      await once(holder.stdout, 'data')
      holder.kill('SIGSTOP')
      for (let look = 0; look < 4; look++) await expect(adopt('g2')).rejects.toThrow(JournalHeldError)
    } finally {
      holder.kill('SIGKILL')
      await once(holder, 'exit')
    }
    await adopt('g2')
  })

  it('an owner that is back gets its folder from an adopter, an adopter gets none from an owner', async () => {
    const adopter = await adopt('g2', () => adopter.release())
    const owner = await own()
    expect(owner.incarnation).toBeGreaterThan(adopter.incarnation)
    await expect(adopt('g2')).rejects.toThrow(JournalHeldError)
  })

  it('removes the folder of which nothing is left, and nobody else’s', async () => {
    const lock = await adopt('g2')
    lock.releaseAndRemove()
    expect(existsSync(dir)).toBe(false)
    const again = await adopt('g2')
    writeFileSync(join(dir, '000000000001.wal'), '')
    again.releaseAndRemove()
    expect(readdirSync(dir)).toEqual(['000000000001.wal'])
  })
})

describe('watchFolder', () => {
  it('tells when the holder lets go, and that nobody holds a free folder', async () => {
    expect(await watchFolder(dir, () => {})).toBeUndefined()
    const lock = await own()
    let hasEnded = false
    const watch = await watchFolder(dir, () => {
      hasEnded = true
    })
    expect(watch).toBeDefined()
    lock.release()
    await waitUntil(() => hasEnded)
    expect(await watchFolder(dir, () => {})).toBeUndefined()
  })
})
