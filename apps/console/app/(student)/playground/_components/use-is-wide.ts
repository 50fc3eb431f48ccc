'use client'
import { useEffect, useRef, useState } from 'react'

/** From here on the list of conversations stands beside the talk. */
const WIDE = '(min-width: 80rem)'

/** @param onChange the window was made wider or narrower than that */
export function useIsWide(onChange: () => void): boolean {
  const [isWide, setWide] = useState(false)
  const changed = useRef(onChange)
  changed.current = onChange
  useEffect(() => {
    const media = window.matchMedia(WIDE)
    setWide(media.matches)
    const look = () => {
      setWide(media.matches)
      changed.current()
    }
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [])
  return isWide
}
