import type { StreamEvent, TokenLogprob } from '../../canonical/stream-event.js'
import { type Fields, isFields } from './wire.js'

type Token = Omit<TokenLogprob, 'top'>

/** The list of the text, else that of a refusal; what is malformed is passed over. */
export function decodeLogprobs({ content, refusal }: Fields): TokenLogprob[] {
  const list = Array.isArray(content) ? content : Array.isArray(refusal) ? refusal : []
  return list.flatMap((entry: unknown) => {
    const token = decodeToken(entry)
    if (token === undefined || !isFields(entry)) return []
    const others: unknown[] = Array.isArray(entry.top_logprobs) ? entry.top_logprobs : []
    const top = others.map(decodeToken).filter((other) => other !== undefined)
    return [top.length === 0 ? token : { ...token, top }]
  })
}

function decodeToken(entry: unknown): Token | undefined {
  if (!isFields(entry)) return undefined
  const { token, logprob, bytes } = entry
  if (typeof token !== 'string' || typeof logprob !== 'number') return undefined
  const isTold = Array.isArray(bytes) && bytes.every((byte) => typeof byte === 'number')
  return isTold ? { token, logprob, bytes } : { token, logprob }
}

/** All keys exist: clients read them without asking. */
export const encodeLogprobs = (logprobs: readonly TokenLogprob[]): Fields => ({
  content: logprobs.map(({ top, ...token }) => ({ ...encodeToken(token), top_logprobs: (top ?? []).map(encodeToken) })),
  refusal: null,
})

/** What was not told follows from the token. */
const encodeToken = ({ token, logprob, bytes }: Token): Fields => ({
  token,
  logprob,
  bytes: bytes ?? [...new TextEncoder().encode(token)],
})

/** Of one choice of a whole answer, in the order of its tokens; `undefined` where none are told. */
export function collectLogprobs(events: readonly StreamEvent[], choice: number): Fields | undefined {
  const blocks = new Set<number>()
  const all: TokenLogprob[] = []
  for (const event of events) {
    if (event.type === 'block-start' && event.choice === choice) blocks.add(event.block)
    else if (event.type === 'block-delta' && event.logprobs !== undefined && blocks.has(event.block)) {
      all.push(...event.logprobs)
    }
  }
  return all.length === 0 ? undefined : encodeLogprobs(all)
}
