'use client'
import { useTranslations } from 'next-intl'
import { useToast } from '@/components/ui/toast'
import type { Keeper } from '@/lib/chat/use-keeping'
import { ConfirmDialog } from './confirm-dialog'

const MEGABYTE = 1024 * 1024

export interface KeepingDialogProps {
  keeper: Keeper
  isOpen: boolean
  onClose: () => void
}

/** What it means that conversations are kept, before somebody chooses it. */
export function KeepingDialog({ keeper, isOpen, onClose }: KeepingDialogProps) {
  const t = useTranslations('conversations')
  const toast = useToast()
  const { keeping } = keeper
  if (keeping === null) return null
  const { maxCount, maxConversationBytes, retentionDays } = keeping
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('keepTitle')}
      text={
        <>
          <p>{t('keepText')}</p>
          <p className="text-text-muted">
            {t('keepLimits', { count: maxCount, size: Math.floor(maxConversationBytes / MEGABYTE) })}
          </p>
          {retentionDays != null && <p className="text-text-muted">{t('keepDays', { days: retentionDays })}</p>}
        </>
      }
      verb={t('keepYes')}
      noVerb={t('keepNo')}
      onConfirm={async () => {
        const outcome = await keeper.choose(true)
        toast({ text: outcome.type === 'done' ? t('keepOn') : t('notChanged') })
      }}
    />
  )
}
