import { expect, it } from 'vitest'
import { addUp, failuresOf, NOTHING, summaryOf, tallyOf } from './tally.mjs'

const report = (numbers, testResults = []) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...numbers,
})

it('counts what a suite reports', () => {
  expect(tallyOf(report({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 }), 0)).toEqual({
    passed: 5,
    failed: 0,
    skipped: 2,
  })
  expect(tallyOf(report({ numPassedTests: 5, numFailedTests: 2 }), 1)).toEqual({ passed: 5, failed: 2, skipped: 0 })
})

it.each([
  ['wrote no report', undefined, 0],
  ['ran nothing', report({}), 0],
  ['skipped everything', report({ numPendingTests: 3 }), 0],
  ['passed all and still failed', report({ numPassedTests: 3 }), 1],
  ['was killed', report({ numPassedTests: 3 }), null],
  ['has a file that does not load', report({ numPassedTests: 3 }, [{ status: 'failed', assertionResults: [] }]), 1],
])('a suite that %s counts as one failure', (_what, given, code) => {
  expect(tallyOf(given, code).failed).toBe(1)
})

it('sums up in one line', () => {
  const total = addUp([{ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 }, NOTHING])
  expect(summaryOf(total)).toBe('4 passed, 1 failed, 2 skipped')
})

it('names what failed, a test or a file, with the first line of why and the place', () => {
  const stack =
    '\n    at see (/a/tests/visitor.ts:9:1)\n    at /a/tests/leases.test.ts:12:5\n    at /a/tests/leases.test.ts:3:5'
  const failed = { status: 'failed', fullName: 'leases expire', failureMessages: [`Error: expected 1 to be 2${stack}`] }
  const passed = { status: 'passed', fullName: 'leases begin', failureMessages: [] }
  const files = [
    { name: 'a.test.ts', status: 'failed', assertionResults: [passed, failed] },
    { name: 'b.test.ts', status: 'failed', message: 'no database\n', assertionResults: [passed] },
    { name: 'c.test.ts', status: 'passed', assertionResults: [passed] },
  ]
  expect(failuresOf(report({}, files))).toEqual([
    'leases expire: Error: expected 1 to be 2 (leases.test.ts:12)',
    'b.test.ts: no database',
  ])
  expect(failuresOf(undefined)).toEqual([])
})
