'use client'
import { Dialog } from 'radix-ui'
import { Brand } from './brand'
import { NavLinks, type NavLinksProps } from './nav-links'

export interface NavDialogProps extends Omit<NavLinksProps, 'isCollapsible' | 'onNavigate'> {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

export function NavDialog({ isOpen, onOpenChange, ...navigation }: NavDialogProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-64 flex-col gap-5 overflow-y-auto border-r bg-surface p-4 shadow-overlay"
        >
          <Dialog.Title>
            <Brand />
          </Dialog.Title>
          <NavLinks {...navigation} onNavigate={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
