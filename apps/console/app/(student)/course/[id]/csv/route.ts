import { listMembers } from '@/lib/admin-api/course-people'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { textOf } from '@/lib/table-address'

const HEADER = [
  ...['student_id', 'name', 'role', 'section', 'state', 'has_logged_in', 'granted', 'spent', 'joined', 'left'],
]

/** The people of a course, as its assistants see them; for others there is no such course. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const search = textOf(parametersOf(request), 'search') || null
  return csvResponse({
    fileName: 'roster',
    header: HEADER,
    list: (page) => listMembers(id, page, { search }),
    cellsOf: (member) => [
      ...[member.username, member.displayName, member.role, member.section, member.state, String(!member.isNew)],
      ...[member.granted, member.spent, member.joinedAt, member.leftAt],
    ],
  })
}
