import { listRedeemBatches } from '@/lib/admin-api/redeem-codes'
import { csvResponse } from '@/lib/csv/csv-response'

const HEADER = [
  ...['id', 'name', 'worth', 'codes', 'redeemed', 'unused', 'credited', 'codes_end', 'money_ends', 'revoked'],
  ...['made', 'made_by'],
]

export const GET = () =>
  csvResponse({
    fileName: 'redeem-batches',
    header: HEADER,
    list: listRedeemBatches,
    cellsOf: (batch) => [
      ...[batch.id, batch.name, batch.amount, batch.codeCount, batch.redeemedCount, batch.unusedCount],
      ...[batch.redeemedAmount, batch.expiresAt, batch.moneyExpiresAt, batch.revokedAt, batch.createdAt],
      batch.createdBy?.username,
    ],
  })
