import { expect, it } from 'vitest'
import { isAccessDenied } from './access-denied.js'

it.each<[number, string]>([
  [403, ''],
  [403, '{"error":{"code":"AccessDenied","message":"Model access denied."}}'],
  [
    404,
    '{"error":{"code":"model_not_found","message":"The model `x` does not exist or you do not have access to it."}}',
  ],
  [400, '{"code":20012,"message":"Model does not exist. Please check it carefully."}'],
  [400, '{"code":30003,"message":"Model disabled."}'],
  [404, '{"error":{"message":"model \\"llama\\" not found, try pulling it; no such model"}}'],
])('%i %s is a denial', (status, body) => expect(isAccessDenied(status, body)).toBe(true))

it.each<[number, string]>([
  [200, 'access denied'],
  [401, 'Incorrect API key: access denied'],
  [402, 'no permission: out of money'],
  [429, 'Too many requests for this model'],
  [404, '<html>404 page not found</html>'],
  [400, 'max_tokens is too large'],
  [500, 'access denied'],
])('%i %s is none', (status, body) => expect(isAccessDenied(status, body)).toBe(false))
