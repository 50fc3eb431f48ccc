import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { getStatement } from '@/lib/admin-api/statements'
import { csvResponse, parametersOf } from '@/lib/csv-response'
import { statementPeriodOf } from '@/lib/statement-period'

const HEADER = ['period', 'cost_centre', 'course', 'model', 'calls', 'input_tokens', 'output_tokens', 'amount']

/** A month, one row a course and model. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  const period = statementPeriodOf(parametersOf(request), installation.timeZone, Date.now())
  const { sections } = await getStatement(period)
  const rows = sections.flatMap(({ lines, ...section }) => lines.map((line) => ({ ...line, section })))
  return csvResponse({
    fileName: `statement-${period}`,
    header: HEADER,
    list: async () => ({ rows, pageInfo: { hasNextPage: false }, totalCount: rows.length }),
    cellsOf: ({ section, modelName, calls, inputTokens, outputTokens, amount }) => [
      ...[period, section.costCentre, section.courseName, modelName, calls, inputTokens, outputTokens, amount],
    ],
  })
}
