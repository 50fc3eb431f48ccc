'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { UnsavedContext } from '@/components/ui/unsaved'

/** Around a form that is a page of its own: a link away from it asks first where something was typed. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const t = useTranslations('common')
  const [isUnsaved, setUnsaved] = useState(false)
  useEffect(() => {
    if (!isUnsaved) return
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const leaves = link !== null && !link.hasAttribute('download') && link.getAttribute('target') !== '_blank'
      if (!leaves || window.confirm(t('unsavedLeave'))) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('click', onClick, true)
    return () => document.removeEventListener('click', onClick, true)
  }, [isUnsaved, t])
  return <UnsavedContext value={setUnsaved}>{children}</UnsavedContext>
}
