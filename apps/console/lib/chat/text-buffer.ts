/** Text is drawn at most this often: markdown is parsed anew each time. */
const FLUSH_MS = 50

export interface TextBuffer {
  push(text: string, reasoning: string): void
  flush(): void
}

/** Collects what comes in small pieces and hands it on in larger ones. */
export function createTextBuffer(flushTo: (text: string, reasoning: string) => void): TextBuffer {
  let text = ''
  let reasoning = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (text !== '' || reasoning !== '') flushTo(text, reasoning)
    text = ''
    reasoning = ''
  }
  return {
    flush,
    push(moreText, moreReasoning) {
      text += moreText
      reasoning += moreReasoning
      timer ??= setTimeout(flush, FLUSH_MS)
    },
  }
}
