import { LayoutGrid } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'
import { listUsableModels } from '@/lib/admin-api/models'
import { requireUser } from '@/lib/admin-api/session'
import { type SearchParameters, textOf } from '@/lib/table-address'
import { ModelCard } from './_components/model-card'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('models') }
}

export default async function ModelsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me }, models, parameters, t, why] = await Promise.all([
    requireUser(),
    listUsableModels(),
    searchParams,
    getTranslations('models'),
    getTranslations('why'),
  ])
  const playgroundGroupId = me.groups.find(({ isDefault }) => isDefault)?.id
  const search = textOf(parameters, 'search').toLowerCase()
  const found = models.filter(({ name, provider }) => `${name} ${provider}`.toLowerCase().includes(search))
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
      <Toolbar action="/models" parameters={parameters} placeholder={t('search')} />
      {found.length === 0 ? (
        <div className="rounded-lg border bg-raised">
          <EmptyState icon={LayoutGrid} title={models.length === 0 ? t('empty') : t('noneFound')}>
            {models.length === 0 ? t('emptyText') : undefined}
          </EmptyState>
        </div>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {found.map((model) => (
            <li key={model.id}>
              <ModelCard model={model} playgroundGroupId={playgroundGroupId} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
