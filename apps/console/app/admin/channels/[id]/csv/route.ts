import { listChannelTests } from '@/lib/admin-api/channel-work'
import { getChannel } from '@/lib/admin-api/channels'
import { listMargins } from '@/lib/admin-api/costs'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf, wholeCsv } from '@/lib/csv/csv-response'
import { choiceOf, textOf } from '@/lib/table-address'
import { daysOf } from '@/lib/usage-period'
import { isWell } from '../../_components/key-health'
import { KEY_SHEET, MODEL_SHEET, TEST_SHEET } from '../_components/channel-csv'
import { modelLinesOf } from '../_components/model-lines'

const TABLES = ['models', 'keys', 'tests'] as const

/** The table of a channel's page that `table` names; without a name its models. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { installation }] = await Promise.all([params, requireRole(ADMIN_ROLES)])
  const parameters = parametersOf(request)
  const table = choiceOf(parameters, 'table', TABLES) ?? 'models'
  if (table === 'tests')
    return csvResponse({ ...TEST_SHEET, fileName: table, list: (page) => listChannelTests(id, page) })
  if (table === 'keys') {
    const { keys } = await getChannel(id)
    const rows = textOf(parameters, 'keys') === 'trouble' ? keys.filter((key) => !isWell(key)) : keys
    return wholeCsv({ ...KEY_SHEET, fileName: table, rows })
  }
  const days = daysOf('30d', installation.timeZone, Date.now())
  const [channel, margins] = await Promise.all([getChannel(id), listMargins(days[0] ?? '', days.at(-1) ?? '', id)])
  return wholeCsv({ ...MODEL_SHEET, fileName: table, rows: modelLinesOf(channel, margins) })
}
