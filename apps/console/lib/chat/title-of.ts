import type { Turn } from './conversation'

const LONGEST = 48
const SENTENCE_END = /[\n。！？!?]|\.\s/

/**
 * The first words of a conversation: its title until somebody gives it another one.
 * @returns '' where nothing was written yet
 */
export function titleOf(turns: readonly Turn[]): string {
  const first = turns.find((turn) => turn.role === 'user' && turn.text.trim() !== '')?.text ?? ''
  // marks that nobody sees, such as those that turn text around, have no place in a list of titles
  const visible = first.trim().replaceAll(/[\p{Cc}\p{Cf}]+/gu, (found) => (found.includes('\n') ? '\n' : ' '))
  const text = visible.replaceAll(/[^\S\n]+/g, ' ')
  const end = text.search(SENTENCE_END)
  const sentence = (end > 0 ? text.slice(0, end) : text).trim()
  const letters = [...sentence]
  if (letters.length <= LONGEST) return sentence
  const space = letters.slice(0, LONGEST + 1).lastIndexOf(' ')
  return `${letters
    .slice(0, space > LONGEST / 2 ? space : LONGEST)
    .join('')
    .trimEnd()}…`
}
