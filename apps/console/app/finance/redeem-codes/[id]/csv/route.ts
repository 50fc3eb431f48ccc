import { listRedeemCodes, REDEEM_CODE_STATES } from '@/lib/admin-api/redeem-codes'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { choiceOf } from '@/lib/table-address'

/** What became of each code; the codes themselves are stored nowhere. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const state = choiceOf(parametersOf(request), 'state', REDEEM_CODE_STATES) ?? null
  return csvResponse({
    fileName: 'used-codes',
    header: ['last_four', 'state', 'redeemed_by', 'redeemed'],
    list: (page) => listRedeemCodes(page, { batchId: id, state }),
    cellsOf: (code) => [code.lastFour, code.state, code.redeemedBy?.username, code.redeemedAt],
  })
}
