import { listCatalog } from '@/lib/admin-api/catalog'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { textOf } from '@/lib/table-address'

const HEADER = [
  ...['name', 'provider', 'abilities', 'context_tokens', 'max_output_tokens', 'is_active', 'groups'],
  ...['input_per_million', 'output_per_million', 'cache_read_per_million', 'per_request', 'valid_from', 'id'],
]

/** The catalog with the prices that count now. */
export async function GET(request: Request) {
  await requireRole(ADMIN_ROLES)
  const search = textOf(parametersOf(request), 'search')
  return csvResponse({
    fileName: 'models',
    header: HEADER,
    list: (page) => listCatalog(page, search),
    cellsOf: ({ name, provider, abilities, contextTokens, maxOutputTokens, isActive, groups, price, id }) => [
      ...[name, provider, abilities.join(' '), contextTokens, maxOutputTokens, String(isActive)],
      ...[groups.map((group) => group.name).join(' '), price?.inputPerMillion, price?.outputPerMillion],
      ...[price?.cacheReadPerMillion, price?.perRequest, price?.validFrom, id],
    ],
  })
}
