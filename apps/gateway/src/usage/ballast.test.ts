import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mountSmallDisk, type SmallDisk } from '@tollgate/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBallast } from './ballast.js'

const MIB = 1024 ** 2

let dir: string
let disk: SmallDisk | undefined
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tollgate-ballast-'))
})
afterEach(async () => {
  await disk?.unmount()
  disk = undefined
  await rm(dir, { recursive: true, force: true })
})
const allocated = async (): Promise<number> => (await stat(join(dir, 'ballast'))).blocks * 512

it('is really allocated, also where a file of its size is there that holds nothing', async () => {
  await writeFile(join(dir, 'ballast'), '')
  await truncate(join(dir, 'ballast'), MIB)
  expect(await createBallast(dir, MIB).fill()).toBe(true)
  expect(await allocated()).toBeGreaterThanOrEqual(MIB)
})

it('does not touch a disk on which there is no room for it and for what else is written', async ({ skip }) => {
  disk = await mountSmallDisk(dir, 4)
  if (disk === undefined) return skip('this user may not mount a file system')
  const before = (await stat(dir)).mtimeMs
  expect(await createBallast(dir, 3.5 * MIB).fill()).toBe(false)
  expect((await stat(dir)).mtimeMs).toBe(before)
  expect(await createBallast(dir, 2 * MIB).fill()).toBe(true)
})

it('a release while it is being filled counts', async () => {
  const ballast = createBallast(dir, 64 * MIB)
  const filled = ballast.fill()
  ballast.release()
  expect(await filled).toBe(false)
  await expect(stat(join(dir, 'ballast'))).rejects.toThrow('ENOENT')
})

it('of no size needs no file', async () => {
  expect(await createBallast(dir, 0).fill()).toBe(true)
  await expect(stat(join(dir, 'ballast'))).rejects.toThrow('ENOENT')
})
