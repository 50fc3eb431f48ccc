import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { Money } from '@/components/money'
import { Page } from '@/components/shell/page'
import { Tile } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { type CourseDetail, getCourse, getCoursePool, listMembers } from '@/lib/admin-api/course-people'
import { ADMIN_ROLES, requireUser } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { EndCourse } from './_components/end-course'
import { ImportRoster } from './_components/import-roster'
import { JoinCode } from './_components/join-code'
import { memberColumns } from './_components/member-columns'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('course') }
}

export interface CoursePageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParameters>
}

/** A course as its assistants run it: who is in it, what the pool holds, who gets what. */
export default async function CoursePage({ params, searchParams }: CoursePageProps) {
  const [{ id }, parameters, { me, installation }] = await Promise.all([params, searchParams, requireUser()])
  const course = await getCourse(id)
  const isAdmin = ADMIN_ROLES.includes(me.role)
  if (course.myRole !== 'ASSISTANT' && me.role === 'STUDENT') notFound()
  const mayRun = (isAdmin || course.myRole === 'ASSISTANT') && course.endedAt == null
  const [pool, members, t] = await Promise.all([
    course.poolAccountId ? getCoursePool(String(course.poolAccountId)) : undefined,
    listMembers(id, pageArgsOf(parameters), { search: textOf(parameters, 'search') || null }),
    getTranslations('course'),
  ])
  const money = { ...installation, mayGrant: mayRun && pool?.state === 'ACTIVE' }
  const columns = await memberColumns({ course, mayRun, myId: me.id, ...money })
  return (
    <Page
      title={course.name}
      description={describeTerm(course, t)}
      actions={
        mayRun && (
          <>
            {isAdmin && <EndCourse courseId={id} name={course.name} />}
            <ImportRoster courseId={id} hasPool={money.mayGrant} {...installation} />
          </>
        )
      }
    >
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Tile label={t('people')} value={course.memberCount} />
        <Tile
          label={t('pool')}
          value={pool ? <Money amount={pool.account.available ?? '0'} precision="balance" /> : t('noPool')}
          note={pool ? (pool.name ?? undefined) : t('noPoolNote')}
        />
        <Tile
          label={t('allowance')}
          value={course.allowance ? <Money amount={course.allowance} precision="balance" /> : t('noAllowance')}
          note={t('allowanceNote')}
        />
        <JoinCode courseId={id} version={course.version} code={course.joinCode ?? null} mayChange={mayRun} />
      </div>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0 grow">
          <Toolbar action={`/course/${id}`} parameters={parameters} placeholder={t('search')} />
        </div>
        <CsvLink path={`/course/${id}/csv`} parameters={parameters} />
      </div>
      <DataTable
        caption={t('people')}
        columns={columns}
        page={members}
        rowKey={({ userId }) => userId}
        parameters={parameters}
        empty={
          <EmptyState icon={Users} title={t('empty')}>
            {mayRun ? t('emptyText') : undefined}
          </EmptyState>
        }
      />
    </Page>
  )
}

/** Over, its days, or nothing where it has none. */
function describeTerm(
  { endedAt, startsOn, endsOn }: CourseDetail,
  t: Awaited<ReturnType<typeof getTranslations<'course'>>>,
): string | undefined {
  if (endedAt) return t('over')
  return startsOn || endsOn ? t('days', { from: startsOn ?? '…', to: endsOn ?? '…' }) : undefined
}
