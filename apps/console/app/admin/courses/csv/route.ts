import { listCourses } from '@/lib/admin-api/courses'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse } from '@/lib/csv/csv-response'

const HEADER = [
  ...['name', 'join_code', 'people', 'first_day', 'last_day', 'ended', 'allowance', 'cost_centre'],
  ...['asks_for_recording', 'recording_text_version', 'id'],
]

/** The table of courses. */
export async function GET() {
  await requireRole(ADMIN_ROLES)
  return csvResponse({
    fileName: 'courses',
    header: HEADER,
    list: listCourses,
    cellsOf: (course) => [
      ...[course.name, course.joinCode, course.memberCount, course.startsOn, course.endsOn, course.endedAt],
      ...[course.allowance, course.costCentre, String(course.recordingEnabled), course.recordingTextVersion, course.id],
    ],
  })
}
