import { expect, it } from 'vitest'
import { findBlocked } from './check-egress.js'

it('names what the guard would refuse, by literal and by name', async () => {
  const answers: Record<string, string[]> = { 'gpu.lab.example': ['10.1.2.3'], 'api.example.com': ['8.8.8.8'] }
  const resolve = async (name: string) => {
    const found = answers[name]
    if (found === undefined) throw new Error('no such name')
    return found
  }
  const blocked = await findBlocked(
    [
      '10.0.0.1:80',
      '10.0.0.2:80',
      '8.8.8.8:443',
      '[::1]:80',
      'gpu.lab.example:8000',
      'api.example.com:443',
      'gone.example:1',
      'x',
    ],
    { isAllowed: (hostPort) => hostPort === '10.0.0.2:80', resolve },
  )
  expect(blocked).toEqual(['10.0.0.1:80', '[::1]:80', 'gpu.lab.example:8000'])
})
