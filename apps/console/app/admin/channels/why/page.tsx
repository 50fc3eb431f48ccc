import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { Input, Select } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import { Labelled } from '@/components/why/labelled'
import { WhyForm } from '@/components/why/why-form'
import { WhyView } from '@/components/why/why-view'
import { listGroups } from '@/lib/admin-api/groups'
import { requireUser } from '@/lib/admin-api/session'
import { type Explanation, findUserId, whyModel } from '@/lib/admin-api/why'
import type { SearchParameters } from '@/lib/table-address'
import { type WhyQuestion, whyQuestionOf } from '@/lib/why-question'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('why'))('title') }
}

type Answer = { type: 'none' } | { type: 'no-user' } | { type: 'asked'; explanation: Explanation | undefined }

export default async function WhyPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const question = whyQuestionOf(await searchParams)
  const [, groups, answer, t] = await Promise.all([
    requireUser(),
    listGroups(),
    answerTo(question),
    getTranslations('why'),
  ])
  return (
    <Page title={t('title')} description={t('text')}>
      <WhyForm action="/admin/channels/why" question={question}>
        <Labelled label={t('user')}>
          <Input name="user" defaultValue={question.user} placeholder={t('me')} autoComplete="off" />
        </Labelled>
        <Labelled label={t('group')}>
          <Select name="group" defaultValue={question.groupId}>
            <option value="">{t('ownGroup')}</option>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Labelled>
      </WhyForm>
      {answer.type === 'no-user' && <Callout tone="warning">{t('noUser')}</Callout>}
      {answer.type === 'asked' &&
        (answer.explanation === undefined ? (
          <Callout tone="warning">{t('noGateway')}</Callout>
        ) : (
          <WhyView explanation={answer.explanation} />
        ))}
    </Page>
  )
}

async function answerTo({ model, user, groupId, needs }: WhyQuestion): Promise<Answer> {
  if (model === '') return { type: 'none' }
  const userId = user === '' ? undefined : await findUserId(user)
  if (user !== '' && userId === undefined) return { type: 'no-user' }
  const explanation = await whyModel({
    modelName: model,
    abilities: needs,
    ...(userId !== undefined && { userId }),
    ...(groupId !== '' && { groupId }),
  })
  return { type: 'asked', explanation }
}
