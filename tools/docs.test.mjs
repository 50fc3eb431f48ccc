// What the documents point at is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './infra/root.mjs'

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...markdownOf('docs'), ...markdownOf('docs/decisions')]
/** Paths in code marks are relative to the repository or to the sources of one of these. */
const BASES = ['', 'apps/gateway', 'apps/gateway/src', 'apps/billing/src', 'apps/admin-api/src']

function markdownOf(folder) {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
}

const read = (path) => readFileSync(join(ROOT, path), 'utf8')

it.each(DOCUMENTS)('%s: links and files exist', (document) => {
  const text = read(document)
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => join(dirname(document), link))
  const files = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:ts|mjs|yaml|sql|prisma|graphql))`/g)].map(
    ([, file]) => file,
  )
  const isThere = (path) => BASES.some((base) => existsSync(join(ROOT, base, path)))
  expect([...links, ...files].filter((path) => !isThere(path))).toEqual([])
})

it('every step of a request is pointed at', () => {
  const rows = read('docs/architecture.md').match(/^\| \d+ .*$/gm)
  expect(rows.map((row) => Number.parseInt(row.slice(2), 10))).toEqual(
    Array.from({ length: 14 }, (_, index) => index + 1),
  )
  for (const row of rows) expect(row).toMatch(/`[\w/.-]+\.ts`|`packages\/protocols`/)
})
