import { Parent, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { AccountMoneyRepository } from './account-money.repository.js'
import { AccountLimit, BurnForecast, HeldMoney } from './account-money.types.js'
import { forecastBurn } from './burn-forecast.js'
import { LedgerAccount } from './ledger-account.types.js'
import type { LedgerAccountRow } from './ledger-accounts.repository.js'

/** What of an account cannot be spent now, for its owner and for staff; for others nothing. */
@Resolver(() => LedgerAccount)
export class AccountMoneyResolver {
  constructor(private readonly money: AccountMoneyRepository) {}

  @ResolveField(() => [HeldMoney], { description: 'What `held` consists of, the largest first; at most 100.' })
  async holds(@CurrentCaller() caller: Caller, @Parent() account: LedgerAccountRow) {
    if (!maySee(caller, account)) return []
    const holds = await this.money.listHolds(account.id)
    return isStaff(caller) ? holds : holds.map((hold) => ({ ...hold, nodeId: null }))
  }

  @ResolveField(() => [AccountLimit], {
    description: 'Caps of the active keys that it pays for; for staff also limits of courses. At most 100.',
  })
  limits(@CurrentCaller() caller: Caller, @Parent() account: LedgerAccountRow) {
    return maySee(caller, account) ? this.money.listLimits(account.id, { withCourses: isStaff(caller) }) : []
  }

  @ResolveField(() => BurnForecast, {
    nullable: true,
    description: 'How long what is available lasts at the pace of the last 28 days; null: not enough data to say.',
  })
  async forecast(@CurrentCaller() caller: Caller, @Parent() account: LedgerAccountRow) {
    if (!maySee(caller, account)) return null
    const { today, days } = await this.money.listSpentDays(account.id)
    const availableNanos = account.balanceNanos - account.heldNanos
    return forecastBurn(days, { availableNanos, today }) ?? null
  }
}

const isStaff = ({ actor }: Caller): boolean => actor !== undefined && can(actor, 'ledger:read-all')
const maySee = (caller: Caller, { ownerUserId }: LedgerAccountRow): boolean =>
  isStaff(caller) || (caller.actor !== undefined && ownerUserId === caller.actor.userId)
