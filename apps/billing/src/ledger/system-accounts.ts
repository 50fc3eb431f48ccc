/**
 * The other side of every transaction. These ids are fixed for ever: they stand in ledger rows.
 * Revenue and funding have entries but no row in `account`, so that no statement waits for a row that all share.
 */

/** Credited with what calls cost. */
export const REVENUE_ACCOUNT_ID = '00000000-0000-0000-0000-000000000001'

/** Debited with what is granted: its entries are the sum of all money ever handed out. */
export const FUNDING_ACCOUNT_ID = '00000000-0000-0000-0000-000000000002'

/** Pays for calls whose payer is unknown. Has a row, kind `suspense`; an operator clears it. */
export const SUSPENSE_ACCOUNT_ID = '00000000-0000-0000-0000-000000000003'
