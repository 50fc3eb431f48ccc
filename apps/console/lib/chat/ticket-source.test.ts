import { expect, it } from 'vitest'
import { createTicketSource } from './ticket-source'

function rig() {
  let nowMs = 0
  let fetched = 0
  const source = createTicketSource(
    async () => ({ ticket: `t${++fetched}`, expiresAtMs: nowMs + 600_000 }),
    () => nowMs,
  )
  const wait = (ms: number) => {
    nowMs += ms
  }
  return { source, fetched: () => fetched, wait }
}

it('keeps a ticket until a minute before its end', async () => {
  const { source, wait } = rig()
  expect(await source.get()).toBe('t1')
  wait(539_999)
  expect(await source.get()).toBe('t1')
  wait(1)
  expect(await source.get()).toBe('t2')
})

it('asks once for callers that come together', async () => {
  const { source, fetched } = rig()
  expect(await Promise.all([source.get(), source.get(), source.get()])).toEqual(['t1', 't1', 't1'])
  expect(fetched()).toBe(1)
})

it('asks again after a refusal, and after a failure', async () => {
  const { source } = rig()
  await source.get()
  source.drop()
  expect(await source.get()).toBe('t2')
  let isDown = true
  const shaky = createTicketSource(
    async () => {
      if (isDown) throw new Error('down')
      return { ticket: 'up', expiresAtMs: 600_000 }
    },
    () => 0,
  )
  await expect(shaky.get()).rejects.toThrow('down')
  isDown = false
  expect(await shaky.get()).toBe('up')
})
