'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { IconButton } from '@/components/ui/icon-button'
import { ConversationList, type ConversationListProps } from './conversation-list'

export interface ConversationSheetProps extends Omit<ConversationListProps, 'corner'> {
  isOpen: boolean
  onClose: () => void
}

/** The list where there is no room beside the talk. */
export function ConversationSheet({ isOpen, onClose, ...list }: ConversationSheetProps) {
  const t = useTranslations('conversations')
  return (
    <Dialog.Root open={isOpen} onOpenChange={(isStillOpen) => !isStillOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-[min(20rem,88vw)] flex-col border-r bg-surface shadow-overlay"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <ConversationList {...list} corner={<IconButton icon={X} label={t('close')} onClick={onClose} />} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
