'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { EgressForm } from './egress-form'

/** Private addresses that channels may reach; each change by root, with his password. */
export function EgressCard({ entries, isRoot }: { entries: readonly string[]; isRoot: boolean }) {
  const t = useTranslations('admin.settings')
  /** '': a new one; else the one that is taken back. */
  const [changed, setChanged] = useState<string | null>(null)
  return (
    <Card
      title={t('egress')}
      description={t('egressText')}
      className="max-w-3xl"
      action={
        isRoot && (
          <Button size="small" onClick={() => setChanged('')}>
            <Plus aria-hidden />
            {t('egressAdd')}
          </Button>
        )
      }
    >
      {entries.length === 0 ? (
        <p className="text-text-muted">{t('egressNone')}</p>
      ) : (
        <ul className="divide-y rounded-md border">
          {entries.map((entry) => (
            <li key={entry} className="flex items-center justify-between gap-3 px-3 py-2">
              <span className="break-all font-mono text-[13px]">{entry}</span>
              {isRoot && (
                <Button
                  size="small"
                  variant="danger"
                  aria-label={t('egressRemove', { hostPort: entry })}
                  onClick={() => setChanged(entry)}
                >
                  {t('egressTakeBack')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isRoot && <p className="mt-3 text-[13px] text-text-muted">{t('rootOnly')}</p>}
      <Dialog
        isOpen={changed !== null}
        onOpenChange={(isOpen) => !isOpen && setChanged(null)}
        title={changed === '' || changed === null ? t('egressAdd') : t('egressRemove', { hostPort: changed })}
      >
        {changed !== null && <EgressForm removed={changed || undefined} onClose={() => setChanged(null)} />}
      </Dialog>
    </Card>
  )
}
