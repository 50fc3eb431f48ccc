import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import type { PageArgs } from '../admin-api/pages'
import { csvResponse, parametersOf } from './csv-response'

const table = (total: number, onAsk = (): unknown => undefined) => {
  const asked: PageArgs[] = []
  const list = async (page: PageArgs) => {
    asked.push(page)
    onAsk()
    const from = Number(page.after ?? 0)
    const rows = Array.from({ length: Math.min(page.first, total - from) }, (_, i) => from + i)
    const end = from + rows.length
    return { rows, totalCount: total, pageInfo: { hasNextPage: end < total, endCursor: String(end) } }
  }
  const answer = () => csvResponse({ fileName: 'numbers', header: ['n'], list, cellsOf: (row: number) => [row] })
  return { asked, answer }
}

describe('a table as a download', () => {
  it('has all rows of all pages below a header', async () => {
    const { asked, answer } = table(250)
    const response = await answer()
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="numbers.csv"')
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()).split('\r\n')
    expect(lines.length).toBe(252)
    expect([lines[0], lines[1], lines[250], lines[251]]).toEqual(['\uFEFFn', '0', '249', ''])
    expect(asked.map(({ after }) => after)).toEqual([null, '100', '200'])
  })

  it('has every row, however many there are', async () => {
    const response = await table(10_500).answer()
    expect((await response.text()).trim().split('\r\n').length).toBe(10_501)
  })

  it('asks for pages as they are read, in the request that it answers, and for none when nobody reads on', async () => {
    const session = new AsyncLocalStorage<string>()
    const sessions: (string | undefined)[] = []
    const { asked, answer } = table(1_000_000, () => sessions.push(session.getStore()))
    const response = await session.run('mine', answer)
    const reader = response.body?.getReader()
    for (let chunks = 0; chunks < 5; chunks += 1) await reader?.read()
    expect(asked.length).toBeLessThan(10)
    await reader?.cancel()
    const { length } = asked
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked.length).toBe(length)
    expect(new Set(sessions)).toEqual(new Set(['mine']))
  })

  it('is no file where the first page is refused, and breaks off where a later one fails', async () => {
    const options = { fileName: 'x', header: [], cellsOf: () => [] }
    const refused = csvResponse({ ...options, list: () => Promise.reject(new Error('not yours')) })
    await expect(refused).rejects.toThrow('not yours')
    const page = { rows: [1], totalCount: 2, pageInfo: { hasNextPage: true, endCursor: '1' } }
    let pages = 0
    const failing = async () => {
      if (pages++ > 0) throw new Error('gone')
      return page
    }
    await expect((await csvResponse({ ...options, list: failing })).text()).rejects.toThrow('gone')
  })
})

it('reads the filters of an address', () => {
  expect(parametersOf(new Request('http://x/csv?kind=grant&after=a&after=b'))).toEqual({
    kind: ['grant'],
    after: ['a', 'b'],
  })
})
