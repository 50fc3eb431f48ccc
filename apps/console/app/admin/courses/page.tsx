import { GraduationCap } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/states'
import { type CourseRow, listCourses } from '@/lib/admin-api/courses'
import { listPools } from '@/lib/admin-api/pools'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { CourseDialog } from './_components/course-dialog'

const MOST_POOLS = 100

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('courses') }
}

export default async function CoursesPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [page, pools, t] = await Promise.all([
    listCourses(pageArgsOf(parameters)),
    listPools({ first: MOST_POOLS, after: null }, { state: 'ACTIVE' }),
    getTranslations('admin.courses'),
  ])
  const choices = pools.rows.map(({ id, name }) => ({ id, name }))
  const columns: readonly Column<CourseRow>[] = [
    {
      id: 'name',
      header: t('name'),
      cell: ({ id, name }) => (
        <Link href={`/course/${id}`} className="font-medium text-accent underline-offset-4 hover:underline">
          {name}
        </Link>
      ),
    },
    {
      id: 'joinCode',
      header: t('joinCode'),
      cell: ({ joinCode }) =>
        joinCode ? (
          <span className="flex items-center gap-1">
            <code className="font-mono">{joinCode}</code>
            <CopyButton text={joinCode} label={t('copyCode')} />
          </span>
        ) : (
          <span className="text-text-muted">{t('noCode')}</span>
        ),
    },
    { id: 'members', header: t('members'), isNumeric: true, cell: ({ memberCount }) => memberCount },
    {
      id: 'dates',
      header: t('dates'),
      cell: ({ startsOn, endsOn }) => (startsOn || endsOn ? `${startsOn ?? '…'} – ${endsOn ?? '…'}` : t('noDates')),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'text-right',
      cell: (course) => <CourseDialog course={course} pools={choices} />,
    },
  ]
  return (
    <Page
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <CsvLink path="/admin/courses/csv" />
          <CourseDialog pools={choices} />
        </>
      }
    >
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={GraduationCap} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
