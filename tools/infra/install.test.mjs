import { expect, it } from 'vitest'
import { assertNodeVersion, isInstalled } from './install.mjs'

const lockOf = (packages) => ({ packages: { '': { name: 'root' }, 'apps/a': {}, ...packages } })
const A = { version: '1.0.0', integrity: 'sha512-a' }

it('is installed when every package is there in the locked version', () => {
  expect(isInstalled(lockOf({ 'node_modules/a': A }), lockOf({ 'node_modules/a': A }))).toBe(true)
  expect(
    isInstalled(
      lockOf({ 'node_modules/w': { link: true, resolved: 'apps/w' } }),
      lockOf({ 'node_modules/w': { link: true } }),
    ),
  ).toBe(true)
})

it.each([
  ['nothing was installed', undefined],
  ['a package is missing', lockOf({})],
  ['another version is there', lockOf({ 'node_modules/a': { ...A, version: '1.0.1' } })],
  ['other contents are there', lockOf({ 'node_modules/a': { ...A, integrity: 'sha512-b' } })],
])('is not installed when %s', (_why, installed) => {
  expect(isInstalled(lockOf({ 'node_modules/a': A }), installed)).toBe(false)
})

it.each(['optional', 'devOptional', 'peer', 'extraneous'])(
  'a missing package that is %s is no reason to install',
  (flag) => {
    expect(isInstalled(lockOf({ 'node_modules/b': { ...A, [flag]: true } }), lockOf({}))).toBe(true)
  },
)

it('says which Node is needed', () => {
  expect(() => assertNodeVersion('20.19.0')).not.toThrow()
  expect(() => assertNodeVersion('24.1.0')).not.toThrow()
  expect(() => assertNodeVersion('20.18.3')).toThrow(/20\.19 or newer is needed, this is 20\.18\.3/)
  expect(() => assertNodeVersion('18.20.0')).toThrow(/20\.19/)
})
