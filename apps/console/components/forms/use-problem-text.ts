'use client'
import { useState } from 'react'
import type { ActionResult } from '@/lib/action-result'
import { useFailureWords } from './use-action-form'

type Refusal = Exclude<ActionResult<unknown>, { type: 'done' }>

/** What an act without a form answered, in words: `[text, show]`. */
export function useProblemText(): [string | undefined, (result: Refusal) => void] {
  const words = useFailureWords()
  const [text, setText] = useState<string>()
  const show = (result: Refusal) =>
    setText(result.type === 'failed' ? words(result.code) : result.problems.map(({ message }) => message).join(' '))
  return [text, show]
}
