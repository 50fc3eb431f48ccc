import { expect, it } from 'vitest'
import { type JumpTarget, searchOf, targetsHere } from './jump-target'

const page = (label: string, href: string): JumpTarget => ({ kind: 'page', label, detail: '', href })
const PAGES = [page('模型广场', '/models'), page('Usage', '/usage')]
const ID = '01a2008e-c257-78ad-aaa5-5cb105a2bece'

it('finds pages by their names in any language, all of them without a text', () => {
  expect(targetsHere('模型', PAGES)).toEqual([PAGES[0]])
  expect(targetsHere(' MODELS ', PAGES)).toEqual([PAGES[0]])
  expect(targetsHere('', PAGES)).toEqual(PAGES)
  expect(targetsHere('nothing', PAGES)).toEqual([])
})

it('leads from a request id to its receipt, and asks nobody else about it', () => {
  expect(targetsHere(` ${ID.toUpperCase()} `, PAGES)).toEqual([
    { kind: 'receipt', label: ID, detail: '', href: `/usage/${ID}` },
  ])
  expect([searchOf(ID), searchOf(' q '), searchOf(' qwen ')]).toEqual([undefined, undefined, 'qwen'])
})
