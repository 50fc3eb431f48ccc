// Pure: the report of one vitest run → how many passed, failed and were skipped.

export const NOTHING = { passed: 0, failed: 0, skipped: 0 }

export const addUp = (tallies) =>
  tallies.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    NOTHING,
  )

export const summaryOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

/**
 * A suite that crashed, ran nothing, or failed outside of a test counts as one failure more: silence is not success.
 * @param report vitest's JSON report, `undefined` when it wrote none
 * @param exitCode `null` after a signal
 */
export function tallyOf(report, exitCode) {
  if (report === undefined) return { ...NOTHING, failed: 1 }
  const failedFiles = report.testResults.filter(isFailedOutsideOfTests).length
  const passed = report.numPassedTests
  const failed = report.numFailedTests + failedFiles
  const skipped = report.numPendingTests + report.numTodoTests
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: isSilentFailure ? 1 : failed, skipped }
}

/** @returns a line for each test, or file, that failed, with the first line of why and the place in the test */
export const failuresOf = (report) =>
  (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    const lines = failed.map(
      ({ fullName, failureMessages }) =>
        `${fullName}: ${firstLineOf(failureMessages[0])}${placeOf(failureMessages[0])}`,
    )
    return isFailedOutsideOfTests(file) ? [`${file.name}: ${firstLineOf(file.message)}`] : lines
  })

const firstLineOf = (text = '') => text.trim().split('\n')[0]

/** The innermost line of a stack that is a test's own: a wait that timed out says nothing else of where it stood. */
function placeOf(text = '') {
  const place = /[^/\s(]+\.test\.[a-z]+:\d+/.exec(text)
  return place === null ? '' : ` (${place[0]})`
}

/** A file that did not load, or whose hooks failed. */
const isFailedOutsideOfTests = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((result) => result.status === 'failed')
