import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { CourseDetail, CourseMemberRow } from '@/lib/admin-api/course-people'
import { MemberActions } from './member-actions'

export interface MemberColumnsOptions {
  course: CourseDetail
  mayRun: boolean
  mayGrant: boolean
  myId: string
  currency: string
  timeZone: string
}

export async function memberColumns(options: MemberColumnsOptions): Promise<readonly Column<CourseMemberRow>[]> {
  const { course, mayRun, mayGrant, myId, currency, timeZone } = options
  const t = await getTranslations('course')
  const columns: readonly Column<CourseMemberRow>[] = [
    {
      id: 'username',
      header: t('studentId'),
      cell: ({ username, displayName }) => (
        <>
          <span className="font-mono">{username}</span>
          {displayName && <span className="block text-text-muted">{displayName}</span>}
        </>
      ),
    },
    {
      id: 'section',
      header: t('section'),
      cell: ({ section, role }) => (role === 'ASSISTANT' ? t('assistant') : (section ?? '–')),
    },
    { id: 'state', header: t('state'), cell: (member) => <MemberState member={member} /> },
    {
      id: 'granted',
      header: t('granted'),
      isNumeric: true,
      cell: ({ granted }) => <Money amount={granted} precision="balance" />,
    },
    { id: 'spent', header: t('spent'), isNumeric: true, cell: ({ spent }) => <Money amount={spent} /> },
  ]
  if (!mayRun) return columns
  return [
    ...columns,
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'text-right',
      cell: (member) =>
        member.role === 'STUDENT' && (
          <MemberActions
            courseId={course.id}
            member={{ userId: member.userId, username: member.username, isNew: member.isNew }}
            mayGrant={mayGrant && member.userId !== myId}
            currency={currency}
            timeZone={timeZone}
          />
        ),
    },
  ]
}

async function MemberState({ member }: { member: CourseMemberRow }) {
  const t = await getTranslations('course')
  if (member.state === 'DISABLED') return <StateBadge tone="danger">{t('disabled')}</StateBadge>
  if (!member.isNew) return <StateBadge tone="positive">{t('active')}</StateBadge>
  return (
    <>
      <StateBadge tone="warning">{t('new')}</StateBadge>
      {member.codeExpiresAt && (
        <span className="block text-text-muted text-xs">
          {t.rich('codeUntil', { at: () => <Time key="at" at={member.codeExpiresAt ?? ''} /> })}
        </span>
      )}
    </>
  )
}
