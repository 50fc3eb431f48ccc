import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import {
  ConversationFilter,
  DeleteConversationsInput,
  RenameConversationInput,
  SaveConversationInput,
  SetConversationKeepingInput,
} from './conversations.inputs.js'
import { ConversationsService } from './conversations.service.js'
import {
  Conversation,
  ConversationConnection,
  ConversationKeeping,
  ConversationKeepingPayload,
  ConversationPayload,
  DeleteConversationsPayload,
} from './conversations.types.js'

@Resolver(() => Conversation)
export class ConversationsResolver {
  constructor(private readonly service: ConversationsService) {}

  @Query(() => ConversationConnection, { description: 'Own kept talks, last changed first.' })
  conversations(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which talks; absent: all own ones.' }) filter?: ConversationFilter,
  ) {
    return this.service.list(caller, { first, after, filter })
  }

  @Query(() => Conversation, { description: "One kept talk of one's own; anybody else's is NOT_FOUND." })
  conversation(@CurrentCaller() caller: Caller, @Args('id', { type: () => ID, description: 'Its id.' }) id: string) {
    return this.service.get(caller, id)
  }

  @Query(() => ConversationKeeping, { description: 'Whether own talks are kept, and how much room there is.' })
  conversationKeeping(@CurrentCaller() caller: Caller) {
    return this.service.keeping(caller)
  }

  @Mutation(() => ConversationKeepingPayload, {
    description: "Chooses whether own talks may be kept. Saving is refused without one's choice.",
  })
  async setConversationKeeping(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'On or off.' }) input: SetConversationKeepingInput,
  ) {
    return toPayload('keeping', await this.service.setKeeping(caller, input.isOn), caller.locale)
  }

  @Mutation(() => ConversationPayload, {
    description: 'Keeps a talk as it is now. CONFLICT where it was changed since: by another tab, for instance.',
  })
  async saveConversation(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The talk.' }) input: SaveConversationInput,
  ) {
    const payload = toPayload('conversation', await this.service.save(caller, input), caller.locale)
    return withCurrent(payload, 'conversation', () => this.service.current(caller, input.id ?? ''))
  }

  @Mutation(() => ConversationPayload, { description: 'Gives a kept talk another title.' })
  async renameConversation(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which one, and the title.' }) input: RenameConversationInput,
  ) {
    const payload = toPayload('conversation', await this.service.rename(caller, input), caller.locale)
    return withCurrent(payload, 'conversation', () => this.service.current(caller, input.id))
  }

  @Mutation(() => DeleteConversationsPayload, { description: 'Deletes own kept talks for good.' })
  async deleteConversations(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which ones.' }) input: DeleteConversationsInput,
  ) {
    return toPayload('deletedCount', await this.service.delete(caller, input), caller.locale)
  }
}
