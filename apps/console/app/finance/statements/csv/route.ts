import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { getStatement, statementPeriodOf } from '@/lib/admin-api/statements'
import { parametersOf, wholeCsv } from '@/lib/csv/csv-response'

const HEADER = ['period', 'cost_centre', 'course', 'model', 'calls', 'input_tokens', 'output_tokens', 'amount']

/** A month, one row a course and model. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  const period = await statementPeriodOf(parametersOf(request), installation.timeZone)
  const { sections } = await getStatement(period)
  const rows = sections.flatMap(({ lines, ...section }) => lines.map((line) => ({ ...line, section })))
  return wholeCsv({
    fileName: `statement-${period}`,
    header: HEADER,
    rows,
    cellsOf: ({ section, modelName, calls, inputTokens, outputTokens, amount }) => [
      ...[period, section.costCentre, section.courseName, modelName, calls, inputTokens, outputTokens, amount],
    ],
  })
}
