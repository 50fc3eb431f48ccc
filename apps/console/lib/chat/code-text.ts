import { isValidElement, type ReactNode } from 'react'

/**
 * The text of a code block as it was written: every line break is kept, only the one that ends the fence is not part
 * of the code.
 */
export function codeTextOf(children: ReactNode): string {
  return flatten(children).replace(/\n$/, '')
}

function flatten(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(flatten).join('')
  if (isValidElement<{ children?: ReactNode }>(node)) return flatten(node.props.children)
  return ''
}

/** `language-ts` → `ts`; plain text without one. */
export const languageOf = (className = ''): string => /(?:^|\s)language-(\S+)/.exec(className)?.[1] ?? 'text'
