import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { run, runLeashed } from './child.mjs'
import { identityOf } from './running.mjs'

const node = (script, options) => runLeashed(process.execPath, ['-e', script], { capture: true, ...options })

it('hands on code and output', async () => {
  expect(await node('console.log("a"); console.error("b"); process.exitCode = 3')).toEqual({
    code: 3,
    output: 'a\nb\n',
  })
  await expect(run(process.execPath, ['-e', 'process.exitCode = 3'])).rejects.toThrow(
    '`node -e process.exitCode = 3` ended with 3',
  )
  expect((await runLeashed('/nonexistent/program', [], { capture: true })).code).toBe(127)
})

it('ends on a signal, also when something that it left behind holds its output open', async () => {
  const stop = new AbortController()
  const stray = `require('child_process').spawn('sleep', ['20'], { detached: true, stdio: 'inherit' }).unref()`
  const running = node(`${stray}; setTimeout(() => {}, 60_000); process.send?.('x')`, { signal: stop.signal })
  stop.abort()
  expect((await running).code).not.toBe(0)
})

it('a signal given before the start counts', async () => {
  expect((await node('setTimeout(() => {}, 60_000)', { signal: AbortSignal.abort() })).code).not.toBe(0)
})

it('hands on no secret', async () => {
  process.env.TEST_DATABASE_URL = 'postgresql://x'
  try {
    expect((await node('console.log(process.env.TEST_DATABASE_URL)')).output).toBe('undefined\n')
  } finally {
    delete process.env.TEST_DATABASE_URL
  }
})

it('dies with whoever started it, with its children', async () => {
  const child = fileURLToPath(new URL('./child.mjs', import.meta.url))
  const inner = `console.log(process.pid); setTimeout(() => {}, 60_000)`
  const script = `import { runLeashed } from ${JSON.stringify(child)}; await runLeashed(process.execPath, ['-e', ${JSON.stringify(inner)}])`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(await new Promise((resolve) => holder.stdout.once('data', resolve)))
  const identity = identityOf(pid)
  expect(identity).toBeDefined()
  holder.kill('SIGKILL')
  await expect.poll(() => identityOf(pid) === identity).toBe(false)
})
