export const JUMP_KINDS = ['page', 'receipt', 'model', 'user', 'channel'] as const
export type JumpKind = (typeof JUMP_KINDS)[number]

/** Somewhere to go. */
export interface JumpTarget {
  kind: JumpKind
  label: string
  /** Beside the label; may be empty. */
  detail: string
  href: string
}

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const SHORTEST_SEARCH = 2

/** What is known without asking: pages by their names, and the receipt of what looks like a request id. */
export function targetsHere(text: string, pages: readonly JumpTarget[]): readonly JumpTarget[] {
  const wanted = text.trim().toLowerCase()
  if (REQUEST_ID.test(wanted)) return [{ kind: 'receipt', label: wanted, detail: '', href: `/usage/${wanted}` }]
  return pages.filter(({ label, href }) => `${label} ${href}`.toLowerCase().includes(wanted))
}

/** Whether there is something to look for elsewhere. @returns the text to ask for */
export function searchOf(text: string): string | undefined {
  const wanted = text.trim()
  return wanted.length < SHORTEST_SEARCH || REQUEST_ID.test(wanted) ? undefined : wanted
}
