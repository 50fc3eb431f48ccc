import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import type { Caller } from '../../identity/caller.js'
import { User } from '../users/users.types.js'
import type { AuditRow } from './audit.repository.js'
import { AuditService } from './audit.service.js'
import { AuditEntry, AuditEntryConnection, AuditFilter } from './audit.types.js'
import { targetNameOf } from './target-name.js'

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(private readonly audit: AuditService) {}

  @Query(() => AuditEntryConnection, { description: 'What was done by whom, newest first. Admins.' })
  auditLog(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which entries; absent: all.' }) filter?: AuditFilter,
  ) {
    return this.audit.list(caller, { first, after, filter })
  }

  @ResolveField(() => User)
  actor(@CurrentLoaders() loaders: Loaders, @Parent() entry: AuditRow) {
    return entry.actorUserId === null ? null : loaders.user.load(entry.actorUserId)
  }

  @ResolveField(() => String)
  targetName(@CurrentLoaders() loaders: Loaders, @Parent() entry: AuditRow): Promise<string | null> {
    return targetNameOf(loaders, entry)
  }
}
