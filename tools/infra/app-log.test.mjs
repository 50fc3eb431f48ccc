import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { isWorthShowing, openAppLog } from './app-log.mjs'

it.each([
  ['{"level":30,"msg":"listens"}', false],
  ['{"level":40,"msg":"slow"}', true],
  ['{"level":"info","message":"up"}', false],
  ['{"level":"error","message":"down"}', true],
  ['TypeError: x is not a function', true, true],
  ['▲ Next.js', false, false],
  ['{"something":"else"}', true],
  ['   ', false, true],
])('%s is shown: %s', (line, isShown, isError = false) => {
  expect(isWorthShowing(line, isError)).toBe(isShown)
})

it('keeps everything, shows what matters, and starts a new file when the old one is full', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tollgate-log-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  writeFileSync(join(dir, 'gateway.log'), 'x'.repeat(33 * 1024 ** 2))
  const shown = []
  const log = openAppLog('gateway', { dir, isVerbose: false })
  for (const line of ['{"level":30,"msg":"a"}', '{"level":50,"msg":"b"}'])
    log.write(line, { write: (text) => shown.push(text) })
  log.close()
  expect(shown).toEqual(['{"level":50,"msg":"b"}\n'])
  await vi.waitFor(() =>
    expect(readFileSync(join(dir, 'gateway.log'), 'utf8')).toBe('{"level":30,"msg":"a"}\n{"level":50,"msg":"b"}\n'),
  )
  expect(readFileSync(join(dir, 'gateway.log.1')).length).toBe(33 * 1024 ** 2)
})
