import { listGroupPage } from '@/lib/admin-api/groups'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse } from '@/lib/csv/csv-response'

const HEADER = ['name', 'description', 'ratio', 'is_default', 'asks_for_recording', 'recording_text_version', 'id']

/** The table of groups. */
export async function GET() {
  await requireRole(ADMIN_ROLES)
  return csvResponse({
    fileName: 'groups',
    header: HEADER,
    list: listGroupPage,
    cellsOf: ({ name, description, ratio, isDefault, recordingEnabled, recordingTextVersion, id }) => [
      ...[name, description, ratio, String(isDefault), String(recordingEnabled), recordingTextVersion, id],
    ],
  })
}
