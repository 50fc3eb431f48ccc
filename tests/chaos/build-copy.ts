import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sabotage } from './sabotage.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Inside the repository, so that the copies find the packages of others; ignored by git. */
const COPIES = fileURLToPath(new URL('../artifacts/chaos/', import.meta.url))
const APPS = ['gateway', 'billing'] as const
const PACKAGES = ['protocols', 'pricing', 'messaging', 'egress', 'db'] as const

/** Folders of a build that stays as it is, whatever is built meanwhile. */
export interface BuildCopy {
  dirs: Record<(typeof APPS)[number], string>
  remove(): Promise<void>
}

/**
 * Copies the built gateway and billing with the packages of ours that they use, and patches the copy.
 * @throws Error where the build no longer looks as a patch expects: then a control would control nothing
 */
export async function copyBuild(name: string, patches: Sabotage['patches'] = []): Promise<BuildCopy> {
  const dir = join(COPIES, `${name}-${process.pid}`)
  await rm(dir, { recursive: true, force: true })
  const dirOf = (app: string): string => join(dir, app)
  for (const app of APPS) await copyWorkspace(join(ROOT, 'apps', app), dirOf(app))
  for (const one of PACKAGES)
    await copyWorkspace(join(ROOT, 'packages', one), join(dir, 'node_modules', '@tollgate', one))
  for (const { app, file, find, replace } of patches) {
    const path = join(dirOf(app), 'dist', file)
    const source = await readFile(path, 'utf8')
    const parts = source.split(find)
    if (parts.length !== 2) throw new Error(`${name}: ${file} of ${app} has "${find}" ${parts.length - 1} times`)
    await writeFile(path, parts.join(replace))
  }
  return {
    dirs: { gateway: dirOf('gateway'), billing: dirOf('billing') },
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

async function copyWorkspace(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const part of ['dist', 'package.json']) await cp(join(from, part), join(to, part), { recursive: true })
}
