import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments.mjs'
import { COMMANDS, usageOf } from './commands.mjs'

const parse = (line) => parseArguments(line.split(' ').filter(Boolean), COMMANDS)

describe('a command line', () => {
  it.each([
    ['apply f.yaml', { operands: ['f.yaml'], options: {} }],
    [
      'apply --dry-run f.yaml --dev --json',
      { operands: ['f.yaml'], options: { 'dry-run': true, dev: true, json: true } },
    ],
    ['admin create --username root', { operands: [], options: { username: 'root' } }],
    ['admin create --username=a=b --yes', { operands: [], options: { username: 'a=b', yes: true } }],
  ])('"%s" runs', (line, wanted) => {
    expect(parse(line)).toMatchObject({ type: 'run', ...wanted })
  })

  it.each([
    ['', 'a command is needed'],
    ['aply', 'there is no command "aply"'],
    ['admin', 'there is no command "admin"'],
    ['apply', 'FILE is missing'],
    ['apply a b', '"b" is too much'],
    ['apply a --prune', 'there is no option --prune'],
    ['apply a --dev=1', '--dev takes no value'],
    ['admin create', '--username is missing'],
    ['admin create --username', '--username needs a value'],
  ])('"%s" is wrong usage', (line, message) => {
    expect(parse(line)).toMatchObject({ type: 'wrong-usage', message })
  })

  it('asks for help anywhere', () => {
    expect(parse('--help')).toEqual({ type: 'help' })
    expect(parse('apply --help')).toMatchObject({ type: 'help', command: { name: 'apply' } })
    for (const { name } of COMMANDS) expect(usageOf()).toContain(`tollgate ${name}`)
  })
})
