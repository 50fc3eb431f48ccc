import { describe, expect, it } from 'vitest'
import { MAX_ROSTER_LINES, type ParsedRoster, parseRoster } from './parse-roster.js'

const parse = (text: string): ParsedRoster => parseRoster(text, '^\\d{10}$')
const faultsOf = (text: string) => {
  const parsed = parse(text)
  return parsed.type === 'read' ? parsed.faults.map(({ line, problem }) => [line, problem.text]) : parsed.problem.text
}

describe('A1: a roster', () => {
  it.each([
    '学号,姓名,班级\n2200011111,张三,一班\n',
    '班级,学号,备注,姓名\r\n一班,2200011111,重修,张三',
    'Student ID,Name,Section\n"2200011111","张三","一班"\n',
  ])('is read by the names of its columns: %#', (text) =>
    expect(parse(text)).toEqual({
      type: 'read',
      lines: [{ line: 2, username: '2200011111', displayName: '张三', section: '一班' }],
      faults: [],
    }),
  )

  it('may be a bare list of IDs', () =>
    expect(parse('2200011111\n2200022222\n')).toMatchObject({
      lines: [{ line: 1, username: '2200011111', displayName: null }, { line: 2 }],
    }))

  it('takes full-width digits for digits', () =>
    expect(parse('学号\n２２０００１１１１１')).toMatchObject({ lines: [{ username: '2200011111' }] }))

  it('tells every bad line with its number, the good ones beside them', () => {
    const text = [
      '学号,姓名',
      '2200011111,张三',
      '220001,李四',
      '2200011111,张三',
      '2200022222,=cmd()',
      `2200033333,${'长'.repeat(65)}`,
      '2200044444,王五,x',
      ',赵六',
      '2200055555,孙七',
    ].join('\n')
    expect(faultsOf(text)).toEqual([
      [3, 'usernamePattern'],
      [4, 'rosterTwice'],
      [5, 'rosterFormula'],
      [6, 'tooLong'],
      [7, 'csvTooManyCells'],
      [8, 'usernamePattern'],
    ])
    expect(parse(text)).toMatchObject({ lines: [{ username: '2200011111' }, { line: 9, username: '2200055555' }] })
  })

  it.each([
    ['', 'importEmpty'],
    ['学号,姓名\n', 'importEmpty'],
    ['姓名,班级\n张三,一班', 'rosterNoId'],
    ['学号,学号\n1,2', 'csvColumnTwice'],
    ['学号,姓名\n"2200011111,张三', 'csvUnclosed'],
    [`学号\n${'2200011111\n'.repeat(MAX_ROSTER_LINES + 1)}`, 'importTooLarge'],
  ])('that is none: %#', (text, problem) => expect(faultsOf(text)).toBe(problem))
})
