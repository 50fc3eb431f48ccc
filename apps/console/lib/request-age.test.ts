import { expect, it } from 'vitest'
import { ageOfRequest } from './request-age'

it('an id of version 7 tells how long ago it was given', () => {
  const id = '0193a5f0-1c00-7abc-8def-0123456789ab'
  const givenMs = 0x0193a5f01c00
  expect(ageOfRequest(id, givenMs + 1_500)).toBe(1_500)
  expect(ageOfRequest(id.toUpperCase(), givenMs)).toBe(0)
})

it.each(['', 'chat', '0193a5f0-1c00-4abc-8def-0123456789ab'])('"%s" tells nothing', (id) => {
  expect(ageOfRequest(id, 0)).toBeUndefined()
})
