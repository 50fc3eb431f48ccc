import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { Select } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import { Labelled } from '@/components/why/labelled'
import { WhyForm } from '@/components/why/why-form'
import { WhyView } from '@/components/why/why-view'
import { listKeys } from '@/lib/admin-api/keys'
import { requireUser } from '@/lib/admin-api/session'
import { whyModel } from '@/lib/admin-api/why'
import type { SearchParameters } from '@/lib/table-address'
import { whyQuestionOf } from '@/lib/why-question'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('why'))('title') }
}

/** For the caller himself, with one of his keys. */
export default async function WhyPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const question = whyQuestionOf(await searchParams)
  const { model, keyId, needs } = question
  const [, keys, explanation, t] = await Promise.all([
    requireUser(),
    listKeys({ first: 100, after: null }),
    model === ''
      ? undefined
      : whyModel({ modelName: model, abilities: needs, ...(keyId !== '' && { apiKeyId: keyId }) }),
    getTranslations('why'),
  ])
  return (
    <Page title={t('title')} description={t('text')}>
      <WhyForm action="/models/why" question={question}>
        <Labelled label={t('key')}>
          <Select name="key" defaultValue={keyId}>
            <option value="">{t('anyKey')}</option>
            {keys.rows.map(({ id, name, lastFour }) => (
              <option key={id} value={id}>
                {lastFour == null ? name : `${name} (…${lastFour})`}
              </option>
            ))}
          </Select>
        </Labelled>
      </WhyForm>
      {model !== '' &&
        (explanation === undefined ? (
          <Callout tone="warning">{t('noGateway')}</Callout>
        ) : (
          <WhyView explanation={explanation} />
        ))}
    </Page>
  )
}
