import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openJournalWatch } from './journal-watch.js'
import type { Observation } from './observation.js'

const ID = '0190a0b0-0000-7000-8000-000000000001'
const NOBODY = async (): Promise<Set<string>> => new Set()
const finished = { ref: 'a', requestId: ID, sawTerminal: true } as Observation

let dir: string
let segment: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tollgate-watch-'))
  await mkdir(join(dir, 'gateway-1'))
  segment = join(dir, 'gateway-1', '000000000001.wal')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const record = (type: string, id = ID): string => `\0\0\0\x40\0\0\0\0${type}{"event":{"v":1,"requestId":"${id}"}}`

it('a call that ended is looked for in the journals, then in the books', async () => {
  const observations: Observation[] = [finished, { ...finished, requestId: 'other', sawTerminal: false }]
  const watch = openJournalWatch(dir, observations)
  expect(await watch.findForgotten(NOBODY)).toEqual([finished])
  const text = record('C')
  await appendFile(segment, text.slice(0, 30), 'latin1')
  expect(await watch.findForgotten(NOBODY)).toEqual([finished])
  await appendFile(segment, text.slice(30), 'latin1')
  expect(await watch.findForgotten(NOBODY)).toEqual([])
  await rm(segment)
  expect(await watch.findForgotten(NOBODY)).toEqual([finished])
  expect(await watch.findForgotten(async (ids) => new Set(ids))).toEqual([])
  expect(await watch.findForgotten(NOBODY)).toEqual([]) // the ledger never forgets
})

it('an intent is no record of an end', async () => {
  await appendFile(segment, `${record('I')}\0\0A{"requestId":"${ID}"}`, 'latin1')
  expect(await openJournalWatch(dir, [finished]).findForgotten(NOBODY)).toEqual([finished])
})
