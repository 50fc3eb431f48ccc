import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mountSmallDisk } from './small-disk.js'

it('is full when it is filled, and has room again afterwards', async ({ skip }) => {
  const dir = await mkdtemp(join(tmpdir(), 'tollgate-disk-'))
  const disk = await mountSmallDisk(dir, 1)
  try {
    if (disk === undefined) return skip('this user may not mount')
    const write = () => writeFile(join(dir, 'a'), Buffer.alloc(64 * 1024))
    await disk.fill()
    await expect(write()).rejects.toMatchObject({ code: 'ENOSPC' })
    await disk.free()
    await write()
  } finally {
    await disk?.unmount()
    await rm(dir, { recursive: true, force: true })
  }
})
