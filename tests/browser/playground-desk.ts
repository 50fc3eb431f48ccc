import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Visitor } from './visitor.js'

/** What a person does in the playground. */
export interface PlaygroundDesk {
  open(): Promise<void>
  chooseModel(model: string, lane?: Locator): Promise<void>
  /** Writes and sends; does not wait for the answer. */
  ask(text: string): Promise<void>
  /** Waits until it can be read in an answer. */
  sees(text: string): Promise<void>
  /** The answers that are there, running ones included. */
  answers(): Locator
  /** Waits until all of it is on the server. */
  isSaved(): Promise<void>
  /** Titles of what is on the server, as the API tells them. */
  keptTitles(): Promise<string[]>
  startKeeping(): Promise<void>
  /** The list of conversations, beside the talk or as a sheet. */
  openList(): Promise<Locator>
  /** From the menu at the toolbar's end. */
  chooseFromMenu(words: string): Promise<void>
}

export function createDesk({ page, words, goto }: Visitor): PlaygroundDesk {
  const main = page.getByRole('main')
  const answers = main.locator('article[data-state]')
  return {
    async open() {
      await goto('/playground')
      await page.getByRole('textbox', { name: words('playground.message'), exact: true }).waitFor()
    },
    async chooseModel(model, lane = main) {
      await lane.getByTestId('model-picker').first().click()
      await page.getByLabel(words('playground.searchModels')).fill(model)
      await page.getByRole('button', { name: model }).last().click()
    },
    async ask(text) {
      const message = page.getByRole('textbox', { name: words('playground.message'), exact: true })
      await message.fill(text)
      await message.press('Enter')
    },
    sees: (text) => answers.getByText(text).last().waitFor(),
    answers: () => answers,
    isSaved: () => page.locator('[data-testid=save-state][data-state=saved]').waitFor(),
    keptTitles: () => keptTitles(page),
    async startKeeping() {
      await page.getByRole('button', { name: words('conversations.saveOnServer') }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: words('conversations.keepYes') })
        .click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
    async openList() {
      const open = page.getByRole('button', { name: words('conversations.open') })
      if (await open.isVisible()) await open.click()
      const list = page
        .getByRole('switch', { name: words('conversations.keep') })
        .locator('xpath=ancestor::*[h2 or .//h2][1]')
      await list.waitFor()
      return list
    },
    async chooseFromMenu(entry) {
      await page.getByRole('button', { name: words('playground.more'), exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    },
  }
}

/** Asked as the page itself does. */
async function keptTitles(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(async () => {
    const headers = { 'content-type': 'application/json', 'apollo-require-preflight': 'true' }
    const body = JSON.stringify({ query: '{ conversations { nodes { title } } }' })
    const answer = await (await fetch('/graphql', { method: 'POST', headers, body })).json()
    return answer.data.conversations.nodes.map(({ title }) => title)
  })()`)
}

/** Nothing of the page is wider than the screen. */
export async function expectNoSideways(page: Page): Promise<void> {
  const excess = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  expect(excess).toBeLessThanOrEqual(0)
}
