'use client'
import { useEffect, useRef, useState } from 'react'
import type { Draft } from './draft'
import { type DraftStore, openDraftStore } from './draft-store'

const WRITE_MS = 400

/**
 * Keeps in the browser what this tab works on, and has it shown again when the tab comes back. Written a moment after the
 * last change, and at once when the page goes away.
 */
export function useDraft(userId: string, draft: Omit<Draft, 'writtenAtMs'>, onLoaded: (draft?: Draft) => void) {
  const [isLoaded, setLoaded] = useState(false)
  const store = useRef<DraftStore | undefined>(undefined)
  const latest = useRef(draft)
  latest.current = draft
  const loaded = useRef(onLoaded)
  loaded.current = onLoaded

  useEffect(() => {
    const opened = openDraftStore(userId)
    store.current = opened
    loaded.current(opened.load())
    setLoaded(true)
    return () => {
      store.current = undefined
      opened.close()
    }
  }, [userId])

  const { talk, place, isDirty } = draft
  useEffect(() => {
    if (!isLoaded) return
    const write = () => store.current?.save({ talk, place, isDirty, writtenAtMs: Date.now() })
    const timer = setTimeout(write, WRITE_MS)
    return () => clearTimeout(timer)
  }, [isLoaded, talk, place, isDirty])

  useEffect(() => {
    if (!isLoaded) return
    const write = () => store.current?.save({ ...latest.current, writtenAtMs: Date.now() })
    window.addEventListener('pagehide', write)
    return () => {
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [isLoaded])
}
