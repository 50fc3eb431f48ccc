'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useCallback, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { JumpDialogProps } from './jump-dialog'

const load = async () => (await import('./jump-dialog')).JumpDialog

/** Ctrl K, or the magnifying glass: anywhere by its name. The panel is fetched when somebody wants it. */
export function Jump(person: Omit<JumpDialogProps, 'isOpen' | 'onOpenChange'>) {
  const t = useTranslations('jump')
  const [isOpen, setOpen] = useState(false)
  const [Dialog, setDialog] = useState<ComponentType<JumpDialogProps>>()
  const open = useCallback(async () => {
    const loaded = await load()
    setDialog(() => loaded)
    setOpen(true)
  }, [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isMeant = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!isMeant || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      void open()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [open])
  return (
    <>
      <Button
        variant="ghost"
        size="iconSmall"
        aria-label={t('open')}
        title={`${t('open')} (Ctrl K)`}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={open}
        onPointerEnter={load}
        className="max-sm:hidden"
      >
        <Search aria-hidden />
      </Button>
      {Dialog !== undefined && <Dialog {...person} isOpen={isOpen} onOpenChange={setOpen} />}
    </>
  )
}
