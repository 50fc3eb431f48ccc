const SENTENCE_END = /[.!?。！？…]["'”’）)]*\s|[。！？]|\n/g

/**
 * The whole sentences of a growing text that have not been said yet: a screen reader gets these, not single words.
 * @param from how much of the text was said before
 */
export function takeSentences(text: string, from: number): { sentences: string; next: number } {
  const rest = text.slice(from)
  let end = 0
  for (const match of rest.matchAll(SENTENCE_END)) end = match.index + match[0].length
  return { sentences: rest.slice(0, end).trim(), next: from + end }
}
