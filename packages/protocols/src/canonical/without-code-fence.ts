import type { BlockDelta, StreamEvent } from './stream-event.js'

const FENCE = '```'
const LONGEST_HEAD = 40
const HEAD = /^\s*```[a-zA-Z]*[ \t]*\r?\n/
/** Blank space around a closing fence; more is told, so that nothing grows without end. */
const LONGEST_TAIL = 40

interface Block {
  state: 'unknown' | 'plain' | 'fenced'
  /** Text that may be part of a fence. */
  held: string
}

/**
 * Takes the code fence off texts that are to be JSON and nothing else: models that were asked for it in words put it into
 * one all the same. A text that is no fence from its first letter on stays as it is. One for each answer.
 */
export function createFenceStripper(): (event: StreamEvent) => StreamEvent[] {
  const blocks = new Map<number, Block>()
  return (event) => {
    if (event.type === 'block-start' && event.kind === 'text') {
      blocks.set(event.block, { state: 'unknown', held: '' })
    } else if (event.type === 'block-delta') {
      const block = blocks.get(event.block)
      return block === undefined ? [event] : withText(event, take(block, event.text))
    } else if (event.type === 'block-end') {
      const block = blocks.get(event.block)
      const rest = block === undefined ? '' : restOf(block)
      if (rest !== '') return [{ type: 'block-delta', block: event.block, text: rest }, event]
    }
    return [event]
  }
}

/** What of a text may be told now. */
function take(block: Block, text: string): string {
  if (block.state === 'plain') return text
  const known = block.held + text
  if (block.state === 'unknown') {
    const head = HEAD.exec(known)
    if (head === null && mayBecomeFence(known)) {
      block.held = known
      return ''
    }
    if (head === null) {
      block.state = 'plain'
      block.held = ''
      return known
    }
    block.state = 'fenced'
    return holdTail(block, known.slice(head[0].length))
  }
  return holdTail(block, known)
}

function mayBecomeFence(text: string): boolean {
  const start = text.trimStart()
  if (text.length > LONGEST_HEAD) return false
  return start.length < FENCE.length ? FENCE.startsWith(start) : start.startsWith(FENCE) && !start.includes('\n')
}

function holdTail(block: Block, text: string): string {
  const at = Math.max(fenceAtEnd(text).start, text.length - LONGEST_TAIL)
  block.held = text.slice(at)
  return text.slice(0, at)
}

/** Where blank space, up to three backticks and blank space again begin at the end of a text. */
function fenceAtEnd(text: string): { start: number; isWhole: boolean } {
  const end = withoutBlanks(text, text.length)
  let ticks = end
  while (ticks > 0 && end - ticks < FENCE.length && text[ticks - 1] === '`') ticks--
  return { start: withoutBlanks(text, ticks), isWhole: end - ticks === FENCE.length }
}

function withoutBlanks(text: string, end: number): number {
  let at = end
  while (at > 0 && text.length - at <= LONGEST_TAIL && /\s/.test(text[at - 1] ?? '')) at--
  return at
}

function restOf({ state, held }: Block): string {
  if (state !== 'fenced') return held
  const { start, isWhole } = fenceAtEnd(held)
  return isWhole ? held.slice(0, start) : held
}

/** A delta without a letter says nothing, unless it brings something else. */
function withText(delta: BlockDelta, text: string): StreamEvent[] {
  if (text === delta.text) return [delta]
  const hasMore = delta.citations !== undefined || delta.logprobs !== undefined || delta.residue !== undefined
  return text === '' && !hasMore ? [] : [{ ...delta, text }]
}
