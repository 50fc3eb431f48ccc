import { MessagesSquare } from 'lucide-react'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Abilities } from '@/components/abilities'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { UsableModel } from '@/lib/admin-api/models'
import { formatCount } from '@/lib/format'
import { isZero } from '@/lib/money'

export interface ModelCardProps {
  model: UsableModel
  /** Of the playground's own key: models of other groups need a key of theirs. */
  playgroundGroupId: string | undefined
}

/** A model as its caller sees it: what it can, what it may, what it costs. */
export async function ModelCard({ model, playgroundGroupId }: ModelCardProps) {
  const [t, locale] = await Promise.all([getTranslations('models'), getLocale()])
  const { myPrice, price } = model
  const tokens = (count: number | null | undefined) => (count == null ? t('unknown') : formatCount(count, locale))
  return (
    <article className="flex h-full flex-col gap-3 rounded-lg border bg-raised p-4">
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <h2 className="break-all font-semibold">{model.name}</h2>
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
      </dl>
      <div className="mt-auto flex items-center justify-between gap-2 border-t pt-3">
        <span className="min-w-0 truncate text-[13px] text-text-muted">
          {myPrice
            ? t('groupRatio', { group: myPrice.group.name, ratio: myPrice.group.ratio })
            : model.groups.map(({ name }) => name).join(', ')}
        </span>
        {model.groups.some(({ id }) => id === playgroundGroupId) ? (
          <Button asChild size="small">
            <Link href={`/playground?model=${encodeURIComponent(model.name)}`}>
              <MessagesSquare aria-hidden />
              {t('tryIt')}
            </Link>
          </Button>
        ) : (
          <Link href="/keys" className="text-accent underline-offset-4 hover:underline">
            {t('needsKey')}
          </Link>
        )}
      </div>
    </article>
  )
}

function Fact({ name, title, children }: { name: string; title?: string; children: React.ReactNode }) {
  return (
    <div title={title}>
      <dt className="text-text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  )
}
