'use client'
import { useEffect, useState } from 'react'
import type { ActionResult } from '@/lib/action-result'
import { findTargets } from './actions'
import { type JumpTarget, searchOf } from './jump-target'

const PAUSE_MS = 200

export interface FoundTargets {
  targets: readonly JumpTarget[]
  state: 'idle' | 'searching' | 'failed'
}

const NOTHING: FoundTargets = { targets: [], state: 'idle' }

/** Asks the server once somebody stops typing; an answer to an earlier text is dropped. */
export function useTargets(text: string): FoundTargets {
  const [found, setFound] = useState(NOTHING)
  const wanted = searchOf(text)
  useEffect(() => {
    if (wanted === undefined) return setFound(NOTHING)
    let isWanted = true
    setFound((before) => ({ ...before, state: 'searching' }))
    const timer = setTimeout(async () => {
      const result = await findTargets(wanted).catch((): ActionResult<never> => ({ type: 'failed', code: 'OFFLINE' }))
      if (isWanted)
        setFound(result.type === 'done' ? { targets: result.value, state: 'idle' } : { targets: [], state: 'failed' })
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [wanted])
  return found
}
