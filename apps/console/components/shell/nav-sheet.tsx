'use client'
import { Menu as MenuIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Role } from '@/gql/graphql'
import { Brand } from './brand'
import { NavLinks } from './nav-links'

/** The navigation on phones. */
export function NavSheet({ role }: { role: Role }) {
  const t = useTranslations('navigation')
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button variant="ghost" size="icon" aria-label={t('open')} className="sm:hidden">
          <MenuIcon aria-hidden />
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-64 flex-col gap-5 overflow-y-auto border-r bg-surface p-4 shadow-overlay"
        >
          <Dialog.Title>
            <Brand />
          </Dialog.Title>
          <NavLinks role={role} onNavigate={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
