import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { Select } from '@/components/ui/input'
import { EmptyState } from '@/components/ui/states'
import { listCourses } from '@/lib/admin-api/courses'
import { listGroups } from '@/lib/admin-api/groups'
import { requireUser } from '@/lib/admin-api/session'
import { getSettings } from '@/lib/admin-api/settings'
import { listUsers } from '@/lib/admin-api/users'
import { ROLES, USER_STATES } from '@/lib/roles'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { BulkBar } from './_components/bulk-bar'
import { CreateUser } from './_components/create-user'
import { userColumns } from './_components/user-columns'
import { userQuestionOf } from './_components/user-question'

const COURSES_OFFERED = 100

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('users') }
}

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const role = choiceOf(parameters, 'role', ROLES)
  const state = choiceOf(parameters, 'state', USER_STATES)
  const [{ me, installation }, page, groups, courses, settings, t, roles] = await Promise.all([
    requireUser(),
    listUsers(pageArgsOf(parameters), ...userQuestionOf(parameters)),
    listGroups(),
    listCourses({ first: COURSES_OFFERED, after: null }),
    getSettings(),
    getTranslations('admin.users'),
    getTranslations('roles'),
  ])
  const columns = await userColumns({
    groups,
    currency: installation.currency,
    timeZone: installation.timeZone,
    myRole: me.role,
  })
  const choices = {
    groups: groups.filter(({ isDefault }) => !isDefault).map(({ id, name }) => ({ value: id, label: name })),
    tiers: [
      { value: '', label: t('tierDefault') },
      ...settings.tiers.map(({ name }) => ({ value: name, label: name })),
    ],
    courses: courses.rows.filter(({ endedAt }) => endedAt == null).map(({ id, name }) => ({ value: id, label: name })),
  }
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <CsvLink path="/admin/users/csv" parameters={parameters} />
          <CreateUser groups={groups} myRole={me.role} />
        </>
      }
    >
      <Toolbar action="/admin/users" parameters={parameters} placeholder={t('search')}>
        <Select name="role" defaultValue={role ?? ''} aria-label={t('role')} className="w-auto">
          <option value="">{t('anyRole')}</option>
          {ROLES.map((choice) => (
            <option key={choice} value={choice}>
              {roles(choice)}
            </option>
          ))}
        </Select>
        <Select name="state" defaultValue={state ?? ''} aria-label={t('state')} className="w-auto">
          <option value="">{t('anyState')}</option>
          {USER_STATES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`states.${choice}`)}
            </option>
          ))}
        </Select>
      </Toolbar>
      <BulkBar shownIds={page.rows.map(({ id }) => id).join()} choices={choices} />
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={Users} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
