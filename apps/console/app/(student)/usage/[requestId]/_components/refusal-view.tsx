import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { Card } from '@/components/ui/card'
import { UsageStatusBadge } from '@/components/usage/usage-status-badge'
import type { Receipt } from '@/lib/admin-api/usage'
import { Fact } from './fact'

/** A call that was turned away: why, in the reader's words and in those that the program got, and that it cost nothing. */
export async function RefusalView({
  receipt,
  refusal,
}: {
  receipt: Receipt
  refusal: NonNullable<Receipt['refusal']>
}) {
  const t = await getTranslations('receipt')
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <div className="lg:col-span-2">
        <Card title={t('refusedTitle')}>
          <p data-testid="refusal-sentence">{refusal.sentence}</p>
          <p className="mt-3 text-[13px] text-text-muted">{t('refusedWords')}</p>
          <blockquote className="mt-1 break-words border-l-2 pl-3 font-mono text-[13px]">{refusal.message}</blockquote>
          <p className="mt-3 text-text-muted">{t('refusedFree')}</p>
        </Card>
      </div>
      <Card title={t('call')}>
        <dl className="flex flex-col gap-2">
          <Fact name={t('status')}>
            <UsageStatusBadge status={receipt.status} errorCode={receipt.errorCode ?? null} />
          </Fact>
          <Fact name={t('error')}>{receipt.errorCode}</Fact>
          <Fact name={t('httpStatus')}>{refusal.httpStatus}</Fact>
          <Fact name={t('time')}>
            <Time at={receipt.admittedAt} />
          </Fact>
          <Fact name={t('model')}>{receipt.modelName === '' ? t('unknown') : receipt.modelName}</Fact>
          <Fact name={t('user')}>{receipt.user.username}</Fact>
          {receipt.apiKey && (
            <Fact name={t('key')}>{receipt.apiKey.kind === 'PLAYGROUND' ? t('playground') : receipt.apiKey.name}</Fact>
          )}
          {receipt.nodeId && <Fact name={t('node')}>{receipt.nodeId}</Fact>}
        </dl>
      </Card>
    </div>
  )
}
