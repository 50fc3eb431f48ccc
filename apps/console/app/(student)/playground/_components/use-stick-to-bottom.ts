'use client'
import { useEffect, useLayoutEffect, useRef } from 'react'

const NEAR_PX = 120

/** Follows what is being written while the reader is at the end; one who has scrolled up is left alone. */
export function useStickToBottom(left: unknown, right: unknown) {
  const isAtEnd = useRef(true)
  useEffect(() => {
    const remember = () => {
      isAtEnd.current = document.documentElement.scrollHeight - window.scrollY - window.innerHeight < NEAR_PX
    }
    window.addEventListener('scroll', remember, { passive: true })
    return () => window.removeEventListener('scroll', remember)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the content has changed
  useLayoutEffect(() => {
    if (isAtEnd.current) window.scrollTo({ top: document.documentElement.scrollHeight })
  }, [left, right])
}
