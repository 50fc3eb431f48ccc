import { LayoutGrid } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Pagination } from '@/components/data-table/pagination'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'
import { listMarket } from '@/lib/admin-api/market'
import { requireUser } from '@/lib/admin-api/session'
import { marketQuestionOf } from '@/lib/market-address'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { MarketFilters } from './_components/market-filters'
import { ModelCard } from './_components/model-card'

/** Rows of three and of two cards come out even. */
const CARDS = 30
const QUESTIONS = ['search', 'ability', 'provider', 'group', 'scope']

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('models') }
}

export default async function ModelsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [{ me }, { page, providers }, t, why] = await Promise.all([
    requireUser(),
    listMarket(pageArgsOf(parameters, CARDS), marketQuestionOf(parameters)),
    getTranslations('models'),
    getTranslations('why'),
  ])
  const playgroundGroupId = me.groups.find(({ isDefault }) => isDefault)?.id
  const isNarrowed = QUESTIONS.some((name) => parameters[name] !== undefined && parameters[name] !== '')
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <Button asChild>
          <Link href="/models/why">{why('link')}</Link>
        </Button>
      }
    >
      <MarketFilters parameters={parameters} providers={providers} groups={me.groups} />
      {page.rows.length === 0 ? (
        <div className="rounded-lg border bg-raised">
          <EmptyState icon={LayoutGrid} title={isNarrowed ? t('noneFound') : t('empty')}>
            {isNarrowed ? undefined : t('emptyText')}
          </EmptyState>
        </div>
      ) : (
        <>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {page.rows.map((model) => (
              <li key={model.id}>
                <ModelCard model={model} playgroundGroupId={playgroundGroupId} />
              </li>
            ))}
          </ul>
          <div className="rounded-lg border bg-raised">
            <Pagination caption={t('title')} page={page} parameters={parameters} />
          </div>
        </>
      )}
    </Page>
  )
}
