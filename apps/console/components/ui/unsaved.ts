'use client'
import { createContext, useContext, useEffect } from 'react'

/** Tells the panel around a form that closing it would lose what was typed. Outside of a panel nobody is told. */
export const UnsavedContext = createContext<((isUnsaved: boolean) => void) | undefined>(undefined)

/** Has the panel, and the browser where the page is left, ask before what was typed is lost. */
export function useUnsaved(isUnsaved: boolean): void {
  const tell = useContext(UnsavedContext)
  useEffect(() => {
    if (tell === undefined || !isUnsaved) return
    tell(true)
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => {
      tell(false)
      window.removeEventListener('beforeunload', ask)
    }
  }, [tell, isUnsaved])
}
