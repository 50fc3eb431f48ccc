import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const GATEWAY = fileURLToPath(new URL('../../apps/gateway/', import.meta.url))
/** Inside the repository, so that the copy finds its packages; ignored by git. */
const COPY = fileURLToPath(new URL('../artifacts/gateway-without-journal/', import.meta.url))
const SEGMENT_FILE = 'dist/usage/segment-file.js'
const WRITES = 'written += writeSync('

/**
 * A copy of the built gateway whose journal writes nothing: frames count as written, so that all else works as before.
 * @returns its folder
 * @throws Error where the build no longer looks as this patch expects: then the control would control nothing
 */
export async function copyGatewayWithoutJournal(): Promise<string> {
  await rm(COPY, { recursive: true, force: true })
  await mkdir(COPY, { recursive: true })
  for (const part of ['dist', 'package.json']) await cp(join(GATEWAY, part), join(COPY, part), { recursive: true })
  const path = join(COPY, SEGMENT_FILE)
  const source = await readFile(path, 'utf8')
  if (source.split(WRITES).length !== 2) throw new Error(`${SEGMENT_FILE}: the one write of the journal is not found`)
  await writeFile(path, source.replace(WRITES, 'written += ((_fd, _frame, _from, length) => length)('))
  return COPY
}

export const removeCopy = (): Promise<void> => rm(COPY, { recursive: true, force: true })
