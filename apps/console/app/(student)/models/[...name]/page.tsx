import { MessagesSquare } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Card, Tile } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { getMarketModel, listGroupPrices, type MarketModel } from '@/lib/admin-api/market'
import { requireUser } from '@/lib/admin-api/session'
import { canTalk } from '@/lib/can-talk'
import { formatCount, formatDuration } from '@/lib/format'
import { toModelName } from '@/lib/model-path'
import { completedShareOf } from '@/lib/success-share'
import { AbilityTable } from './_components/ability-table'
import { AvailabilityDays } from './_components/availability-days'
import { GroupPrices } from './_components/group-prices'
import { ModelSnippets } from './_components/model-snippets'
import { PriceHistory } from './_components/price-history'

export interface MarketModelPageProps {
  params: Promise<{ name: string[] }>
}

export async function generateMetadata({ params }: MarketModelPageProps): Promise<Metadata> {
  return { title: toModelName((await params).name) }
}

/** A model for those who call it: what it can, costs, how it did lately, and what to paste. */
export default async function MarketModelPage({ params }: MarketModelPageProps) {
  const name = toModelName((await params).name)
  const [{ me, installation }, model, t] = await Promise.all([
    requireUser(),
    getMarketModel(name),
    getTranslations('models'),
  ])
  const prices = await listGroupPrices(name, model.groups)
  const playgroundGroupId = me.groups.find(({ isDefault }) => isDefault)?.id
  return (
    <Page
      title={
        <span className="flex items-center gap-1">
          <span className="break-all">{model.name}</span>
          <CopyButton text={model.name} label={t('copyName')} />
        </span>
      }
      description={[model.provider, model.description].filter(Boolean).join(' · ')}
      actions={
        canTalk(model) &&
        model.groups.some(({ id }) => id === playgroundGroupId) && (
          <Button asChild variant="primary">
            <Link href={`/playground?model=${encodeURIComponent(model.name)}`}>
              <MessagesSquare aria-hidden />
              {t('tryIt')}
            </Link>
          </Button>
        )
      }
    >
      <Tiles model={model} />
      <div className="grid items-start gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <Card title={t('abilities')}>
          <AbilityTable model={model} />
        </Card>
        <Card title={t('priceByGroup')} description={t('priceByGroupText')}>
          <GroupPrices rows={prices} />
        </Card>
      </div>
      <Card title={t('availability')}>
        <AvailabilityDays days={model.activityDays} />
      </Card>
      <Card title={t('snippets')} description={t('snippetsText')}>
        <ModelSnippets publicUrl={installation.publicUrl} modelName={model.name} canTalk={canTalk(model)} />
      </Card>
      {model.prices.length > 0 && (
        <Card
          title={t('priceHistory')}
          description={t('priceHistoryText')}
          action={<CsvLink path="/models/csv" parameters={{ name }} />}
        >
          <PriceHistory prices={model.prices} currentId={model.price?.id ?? null} />
        </Card>
      )}
    </Page>
  )
}

async function Tiles({ model: { activity, contextTokens, maxOutputTokens } }: { model: MarketModel }) {
  const [t, locale] = await Promise.all([getTranslations('models'), getLocale()])
  const tokens = (count: number | null | undefined) => (count == null ? t('unknown') : formatCount(count, locale))
  const share = completedShareOf(activity)
  const samples = (count: string | number) =>
    Number(count) === 0 ? t('lastDay') : t('lastDayOf', { count: formatCount(count, locale) })
  const spread = ({ p50Ms, p95Ms }: MarketModel['activity']['duration']) =>
    p50Ms == null || p95Ms == null ? t('noData') : `${formatDuration(p50Ms)} / ${formatDuration(p95Ms)}`
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      <Tile label={t('context')} value={tokens(contextTokens)} />
      <Tile label={t('maxOutput')} value={tokens(maxOutputTokens)} />
      <Tile
        label={t('firstTokenP')}
        value={<span className="text-base">{spread(activity.firstByte)}</span>}
        note={samples(activity.firstByte.samples)}
      />
      <Tile
        label={t('durationP')}
        value={<span className="text-base">{spread(activity.duration)}</span>}
        note={samples(activity.duration.samples)}
      />
      <Tile
        label={t('success')}
        value={share === undefined ? t('noData') : `${share}%`}
        note={samples(activity.calls)}
      />
    </div>
  )
}
