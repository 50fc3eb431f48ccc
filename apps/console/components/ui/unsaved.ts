'use client'
import { createContext, useContext, useEffect } from 'react'

/** Tells the panel around a form that closing it would lose what was typed. Outside of a panel nobody is told. */
export const UnsavedContext = createContext<((isUnsaved: boolean) => void) | undefined>(undefined)

/** Of a form: calls back within each change of a field. @returns what ends that */
type OnChange = (callback: () => void) => () => void

/** Has the panel, and the browser where the page is left, ask before what was typed is lost. */
export function useUnsaved(isUnsaved: boolean, onChange: OnChange): void {
  const tell = useContext(UnsavedContext)
  // a form knows a little later whether it differs from its beginnings: the key pressed next may be the one that closes
  useEffect(() => (tell === undefined ? undefined : onChange(() => tell(true))), [tell, onChange])
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
