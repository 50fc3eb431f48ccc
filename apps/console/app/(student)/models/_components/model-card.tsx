import { MessagesSquare } from 'lucide-react'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Abilities } from '@/components/abilities'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { MarketRow } from '@/lib/admin-api/market'
import { canTalk } from '@/lib/can-talk'
import { formatCount, formatDuration } from '@/lib/format'
import { toMarketPath } from '@/lib/model-path'
import { isZero } from '@/lib/money'
import { completedShareOf } from '@/lib/success-share'

export interface ModelCardProps {
  model: MarketRow
  /** Of the playground's own key: models of other groups need a key of theirs. */
  playgroundGroupId: string | undefined
}

/** A model as its caller sees it: what it can, what it may, what it costs. */
export async function ModelCard({ model, playgroundGroupId }: ModelCardProps) {
  const [t, locale] = await Promise.all([getTranslations('models'), getLocale()])
  const { myPrice, price, activity } = model
  const { firstByte } = activity
  const share = completedShareOf(activity)
  const samples = (count: string | number) =>
    Number(count) === 0 ? undefined : t('samples', { count: formatCount(count, locale) })
  const tokens = (count: number | null | undefined) => (count == null ? t('unknown') : formatCount(count, locale))
  return (
    <article className="flex h-full flex-col gap-3 rounded-lg border bg-raised p-4">
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <h2 className="break-all font-semibold">
            <Link href={toMarketPath(model.name)} className="underline-offset-4 hover:underline">
              {model.name}
            </Link>
          </h2>
          <p className="text-[13px] text-text-muted">{model.provider}</p>
        </div>
        <CopyButton text={model.name} label={t('copyName')} />
      </div>
      {model.description && <p className="line-clamp-3 text-[13px] text-text-muted">{model.description}</p>}
      {model.abilities.length > 0 && (
        <div className="flex flex-wrap gap-1">
          <Abilities names={model.abilities} />
        </div>
      )}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-[13px]">
        {myPrice ? (
          <>
            <Fact name={t('input')} title={price ? t('base', { price: price.inputPerMillion }) : undefined}>
              <Money amount={myPrice.inputPerMillion} />
            </Fact>
            <Fact name={t('output')} title={price ? t('base', { price: price.outputPerMillion }) : undefined}>
              <Money amount={myPrice.outputPerMillion} />
            </Fact>
            {myPrice.cacheReadPerMillion && (
              <Fact name={t('cached')}>
                <Money amount={myPrice.cacheReadPerMillion} />
              </Fact>
            )}
            {!isZero(myPrice.perRequest) && (
              <Fact name={t('perRequest')}>
                <Money amount={myPrice.perRequest} />
              </Fact>
            )}
          </>
        ) : (
          <Fact name={t('price')}>{t('noPrice')}</Fact>
        )}
        <Fact name={t('context')}>{tokens(model.contextTokens)}</Fact>
        <Fact name={t('maxOutput')}>{tokens(model.maxOutputTokens)}</Fact>
        <Fact name={t('firstToken')} note={samples(firstByte.samples)}>
          {firstByte.p50Ms == null ? t('noData') : formatDuration(firstByte.p50Ms)}
        </Fact>
        <Fact name={t('success')} note={samples(activity.calls)}>
          {share === undefined ? t('noData') : `${share}%`}
        </Fact>
      </dl>
      <div className="mt-auto flex items-center justify-between gap-2 border-t pt-3">
        <span className="min-w-0 truncate text-[13px] text-text-muted">
          {myPrice
            ? t('groupRatio', { group: myPrice.group.name, ratio: myPrice.group.ratio })
            : model.groups.map(({ name }) => name).join(', ')}
        </span>
        {model.groups.some(({ id }) => id === playgroundGroupId) ? (
          canTalk(model) && (
            <Button asChild size="small">
              <Link href={`/playground?model=${encodeURIComponent(model.name)}`}>
                <MessagesSquare aria-hidden />
                {t('tryIt')}
              </Link>
            </Button>
          )
        ) : (
          <Link href="/keys" className="text-accent underline-offset-4 hover:underline">
            {t('needsKey')}
          </Link>
        )}
      </div>
    </article>
  )
}

function Fact(props: { name: string; title?: string; note?: string | undefined; children: React.ReactNode }) {
  return (
    <div title={props.title}>
      <dt className="text-text-muted">{props.name}</dt>
      <dd className="font-medium tabular-nums">
        {props.children}
        {props.note && <span className="ml-1 font-normal text-text-muted text-xs">{props.note}</span>}
      </dd>
    </div>
  )
}
