import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']
/** Of a page that never stands still the last look counts. */
const MOST_LOOKS = 12

/**
 * What passed is not told in full: that takes as long as the look itself. A look is many tasks with places and attributes
 * remembered from the first: what it finds in a page that changed under it may never have been there.
 */
const LOOK = `(async () => {
  let changes = 0
  const onChange = () => { changes += 1 }
  const observer = new MutationObserver(onChange)
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  addEventListener('resize', onChange)
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  changes += observer.takeRecords().length
  observer.disconnect()
  removeEventListener('resize', onChange)
  return { violations, isStill: changes === 0 }
})()`

interface AxeFinding {
  id: string
  impact: string | null
  nodes: { html: string; failureSummary?: string }[]
}

interface Look {
  findings: string[]
  isStill: boolean
}

/**
 * Serious and critical findings of axe, with where they are.
 * One counts when two looks in a row at an unchanging page tell it; none is none at once.
 */
export async function graveFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(AXE)
  let last = await lookAt(page)
  for (let looks = 1; looks < MOST_LOOKS && last.findings.length > 0; looks += 1) {
    const next = await lookAt(page)
    if (last.isStill && next.isStill) return next.findings
    last = next
  }
  return last.findings
}

async function lookAt(page: Page): Promise<Look> {
  const { violations, isStill } = (await page.evaluate(LOOK)) as { violations: AxeFinding[]; isStill: boolean }
  const findings = violations
    .filter(({ impact }) => impact !== null && GRAVE.includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)
  return { findings, isStill }
}
