import { describe, expect, it } from 'vitest'
import { parseStateFile } from './state-file.mjs'

const WORLD = {
  env: (name) => ({ KEY: 'sk-secret', EMPTY: '' })[name],
  file: (path) => {
    if (path !== 'key.txt') throw Object.assign(new Error('no'), { code: 'ENOENT' })
    return 'from a file\n'
  },
}
const parse = (...lines) => parseStateFile(lines.join('\n'), WORLD)

describe('a state file', () => {
  it('becomes plain data with its secrets in place', () => {
    const { state, problems } = parse(
      'version: 1',
      'channels:',
      '  - name: 通道',
      '    keys: [{ env: KEY }, { file: key.txt }, literally]',
      "users: [{ username: '0012', active: true, none: null }]",
    )
    expect(problems).toEqual([])
    expect(state).toEqual({
      version: 1,
      channels: [{ name: '通道', keys: ['sk-secret', 'from a file', 'literally'] }],
      users: [{ username: '0012', active: true, none: null }],
    })
  })

  it('may be JSON', () => {
    expect(parseStateFile('{"version": 1, "groups": [{"name": "default"}]}', WORLD).state).toEqual({
      version: 1,
      groups: [{ name: 'default' }],
    })
  })

  it('names the line of every secret that cannot be read, all at once', () => {
    const { problems } = parse(
      'version: 1',
      'channels:',
      '  - keys:',
      '      - { env: NOPE }',
      '      - { env: EMPTY }',
      '      - { file: gone }',
    )
    expect(problems).toEqual([
      { line: 4, path: ['channels', '0', 'keys', '0'], message: 'the environment variable NOPE is not set' },
      { line: 5, path: ['channels', '0', 'keys', '1'], message: 'the environment variable EMPTY is not set' },
      { line: 6, path: ['channels', '0', 'keys', '2'], message: 'the file gone cannot be read (ENOENT)' },
    ])
  })

  it.each([
    [['version: 1', 'groups: [', '  - a'], 3],
    [['version: 1', 'groups: []', 'groups: []'], 3],
    [['- a'], 1],
    [[''], 1],
  ])('names the line of what is no state file: %j', (lines, line) => {
    const { state, problems } = parse(...lines)
    expect(state).toBeUndefined()
    expect(problems[0].line).toBe(line)
  })

  it('finds the line of a path, or of the nearest thing on the way to it', () => {
    const { lineOf } = parse(
      'version: 1',
      'models:',
      '  - name: a',
      '    price:',
      "      inputPerMillion: '-1'",
      '  - name: b',
    )
    expect(lineOf(['models', '0', 'price', 'inputPerMillion'])).toBe(5)
    expect(lineOf(['models', '1', 'price'])).toBe(6)
    expect(lineOf(['models', '7'])).toBe(3)
    expect(lineOf([])).toBe(1)
  })

  it('follows aliases, and not for ever', () => {
    expect(parse('version: 1', 'a: &x { env: KEY }', 'b: *x').state).toEqual({
      version: 1,
      a: 'sk-secret',
      b: 'sk-secret',
    })
    const bomb = [
      'a: &a [x, x]',
      ...Array.from(
        { length: 12 },
        (_, i) =>
          `b${i}: &b${i} [${Array(9)
            .fill(i === 0 ? '*a' : `*b${i - 1}`)
            .join(', ')}]`,
      ),
    ]
    expect(parse(...bomb).problems[0].message).toContain('aliases')
  })
})
