import { GraduationCap } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/states'
import { type CourseRow, listCourses } from '@/lib/admin-api/courses'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { CourseDialog } from './_components/course-dialog'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('courses') }
}

export default async function CoursesPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [page, t] = await Promise.all([listCourses(pageArgsOf(parameters)), getTranslations('admin.courses')])
  const columns: readonly Column<CourseRow>[] = [
    { id: 'name', header: t('name'), cell: ({ name }) => <span className="font-medium">{name}</span> },
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
      cell: (course) => <CourseDialog key={course.version} course={course} />,
    },
  ]
  return (
    <Page title={t('title')} description={t('text')} actions={<CourseDialog />}>
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
