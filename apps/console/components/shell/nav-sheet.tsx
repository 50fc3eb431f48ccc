'use client'
import { Menu as MenuIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { NavDialogProps } from './nav-dialog'

const load = async () => (await import('./nav-dialog')).NavDialog

/** The navigation on phones, fetched when somebody is about to open it: everybody else never needs it. */
export function NavSheet(navigation: Omit<NavDialogProps, 'isOpen' | 'onOpenChange'>) {
  const t = useTranslations('navigation')
  const [isOpen, setOpen] = useState(false)
  const [Dialog, setDialog] = useState<ComponentType<NavDialogProps>>()
  const open = async () => {
    const loaded = await load()
    setDialog(() => loaded)
    setOpen(true)
  }
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t('open')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={open}
        onPointerEnter={load}
        className="sm:hidden"
      >
        <MenuIcon aria-hidden />
      </Button>
      {Dialog !== undefined && <Dialog {...navigation} isOpen={isOpen} onOpenChange={setOpen} />}
    </>
  )
}
