import { Injectable } from '@nestjs/common'
import { ApiError } from '../../graphql/errors.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { UsersRepository } from '../users/users.repository.js'
import { SettingsRepository } from './settings.repository.js'
import type { StoredTiers } from './tiers-field.js'

export interface MyLimitsView {
  isEnabled: boolean
  tier: string | null
  limits: StoredTiers[number]['limits']
}

/** What gateways hold somebody to, told to himself. */
@Injectable()
export class MyLimitsService {
  constructor(
    private readonly settings: SettingsRepository,
    private readonly users: UsersRepository,
  ) {}

  async get(caller: Caller): Promise<MyLimitsView> {
    const { userId } = assertCan(caller, 'self:read')
    const [{ tiers, limitsEnabled }, user] = await Promise.all([this.settings.get(), this.users.find(userId)])
    if (user === undefined) throw new ApiError('NOT_FOUND')
    const tier = tierOf(tiers, user.tier)
    return { isEnabled: limitsEnabled, tier: tier?.name ?? null, limits: tier?.limits ?? [] }
  }
}

/** As gateways choose it: the user's own, else the default one. */
export const tierOf = (tiers: StoredTiers, name: string | null): StoredTiers[number] | undefined =>
  tiers.find((tier) => tier.name === name) ?? tiers.find(({ isDefault }) => isDefault)
