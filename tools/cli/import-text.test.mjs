import { expect, it } from 'vitest'
import { faultLines, secretsOf, textOfImport } from './import-text.mjs'

it('finds the names of secrets in both ways of writing, and gives those that have a value', () => {
  const text = 'api_key: os.environ/ONE\nkeys: [{ env: TWO }, {"env":"THREE"}, { env: FOUR }, os.environ/ONE]'
  expect(secretsOf(text, { ONE: '1', TWO: '2', THREE: '3', OTHER: 'x' })).toEqual([
    { name: 'ONE', value: '1' },
    { name: 'TWO', value: '2' },
    { name: 'THREE', value: '3' },
  ])
})

it('tells faults with place and reason', () => {
  expect(
    faultLines(
      [
        { row: 617, line: 618, name: 'gpu', field: 'type', message: 'unknown' },
        { row: 0, line: null, name: null, field: null, message: 'empty' },
      ],
      'f.csv',
    ),
  ).toEqual(['f.csv:618: entry 617 (gpu) type: unknown', 'f.csv: empty'])
})

it('tells the diff, what was so already, notes, and who waits for an address', () => {
  const changes = [
    { action: 'CREATE', kind: 'channel', name: 'a', details: ['baseUrl: "http://10.0.0.1"'], waitsFor: '10.0.0.1:80' },
    { action: 'KEEP', kind: 'channel', name: 'b', details: [], waitsFor: null },
  ]
  expect(textOfImport({ changes, notes: [{ message: 'no price' }] }, true).split('\n')).toEqual([
    'this would change:',
    'create  channel a: baseUrl: "http://10.0.0.1"',
    '1 are so already',
    'note: no price',
    'channel a waits: root must allow 10.0.0.1:80 (console, Settings, or EGRESS_ALLOW)',
  ])
  expect(textOfImport({ changes: [], notes: [] }, false)).toBe('nothing to change')
})
