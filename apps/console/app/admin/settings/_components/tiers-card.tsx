'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { LimitsText } from '@/components/limits-text'
import { Tag } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import type { SettingsView } from '@/lib/admin-api/settings'
import { submitSettings } from '../actions'
import { TierForm } from './tier-form'

type Tier = SettingsView['tiers'][number]

/** What users may do per minute: each tier is added, changed and taken away here. */
export function TiersCard({ settings: { tiers, version } }: { settings: Pick<SettingsView, 'tiers' | 'version'> }) {
  const t = useTranslations('admin.settings')
  const common = useTranslations('common')
  const { submit, isBusy } = useSubmit()
  const [edited, setEdited] = useState<Tier | 'new' | null>(null)
  const [removed, setRemoved] = useState<Tier | null>(null)
  return (
    <Card
      title={t('tiers')}
      description={t('tiersText')}
      className="max-w-3xl"
      action={
        <Button size="small" onClick={() => setEdited('new')}>
          <Plus aria-hidden />
          {t('tierAdd')}
        </Button>
      }
    >
      {tiers.length === 0 ? (
        <p className="text-text-muted">{t('tiersNone')}</p>
      ) : (
        <ul className="divide-y rounded-md border">
          {tiers.map((tier) => (
            <li key={tier.name} className="flex flex-wrap items-start justify-between gap-3 px-3 py-2">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  <span>{tier.name}</span>
                  {tier.isDefault && <Tag>{t('tiersDefault')}</Tag>}
                </p>
                <ul className="text-[13px] text-text-muted">
                  {tier.limits.length === 0 && <li>{t('tierUnlimited')}</li>}
                  {tier.limits.map((limit) => (
                    <li key={limit.modelName ?? ''} className="break-words tabular-nums">
                      {limit.modelName ?? t('tierAllModels')}: <LimitsText limits={limit} />
                    </li>
                  ))}
                </ul>
              </div>
              <div className="flex gap-2">
                <Button size="small" aria-label={t('tierEdit', { name: tier.name })} onClick={() => setEdited(tier)}>
                  {common('edit')}
                </Button>
                <Button
                  size="small"
                  variant="danger"
                  aria-label={t('tierRemove', { name: tier.name })}
                  onClick={() => setRemoved(tier)}
                >
                  {t('remove')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Dialog
        isOpen={edited !== null}
        onOpenChange={(isOpen) => !isOpen && setEdited(null)}
        title={edited === null || edited === 'new' ? t('tierAdd') : t('tierEdit', { name: edited.name })}
        className="max-w-2xl"
      >
        {edited !== null && (
          <TierForm
            tiers={tiers}
            version={version}
            edited={edited === 'new' ? undefined : edited}
            onClose={() => setEdited(null)}
          />
        )}
      </Dialog>
      <Dialog
        isOpen={removed !== null}
        onOpenChange={(isOpen) => !isOpen && setRemoved(null)}
        title={t('tierRemove', { name: removed?.name ?? '' })}
        description={t('tierRemoveText')}
      >
        <DialogActions>
          <Button onClick={() => setRemoved(null)}>{common('cancel')}</Button>
          <Button
            variant="danger"
            isBusy={isBusy}
            onClick={() => {
              setRemoved(null)
              submit(() => submitSettings({ version, tiers: tiers.filter((tier) => tier !== removed) }), t('tierSaved'))
            }}
          >
            {t('tierRemoveDo')}
          </Button>
        </DialogActions>
      </Dialog>
    </Card>
  )
}
