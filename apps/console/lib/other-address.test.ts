import { expect, it } from 'vitest'
import { isOtherAddress } from './other-address'

it.each([
  ['localhost:8080', 'http://localhost:8080', false],
  ['127.0.0.1:8080', 'http://localhost:8080', true],
  ['LLM.example.edu', 'https://llm.example.edu', false],
  ['localhost:8081', 'http://localhost:8080', true],
  [null, 'http://localhost:8080', false],
])('a browser at %s, an installation at %s: %s', (host, publicUrl, isOther) => {
  expect(isOtherAddress(host, publicUrl)).toBe(isOther)
})
