'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogActions } from '@/components/ui/dialog'

/** Shown once: whoever loses the telephone gets in with one of them. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations('secondFactor')
  return (
    <div className="flex flex-col gap-4">
      <p>{t('recoveryText')}</p>
      <ul className="grid grid-cols-2 gap-2 rounded-md border bg-sunken p-3 font-mono text-[13px]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <DialogActions>
        <CopyButton text={codes.join('\n')} label={t('copyCodes')} isWide />
        <Button variant="primary" onClick={onClose}>
          {t('kept')}
        </Button>
      </DialogActions>
    </div>
  )
}
