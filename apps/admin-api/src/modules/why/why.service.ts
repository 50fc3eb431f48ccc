import { Injectable, Logger } from '@nestjs/common'
import {
  ABILITIES,
  EXPLAIN_SUBJECT,
  type ExplainQuestionMessage,
  type ExplainReply,
  explainReplySchema,
  ROUTING_MESSAGE_VERSION,
} from '@tollgate/protocols/events'
import { BusService } from '../../bus/bus.service.js'
import { ApiError } from '../../graphql/errors.js'
import { isStorable } from '../../graphql/fields.js'
import { parseId } from '../../graphql/ids.js'
import { assertCan, assertMaySee } from '../../identity/assert-can.js'
import type { Caller, SignedInActor } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js'
import { ChannelKeysRepository } from '../channels/channel-keys.repository.js'
import { type GroupRow, GroupsRepository } from '../groups/groups.repository.js'
import { UsersRepository } from '../users/users.repository.js'
import { toExplanation } from './to-explanation.js'
import type { RouteExplanation, WhyModelInput } from './why.types.js'

const TIMEOUT_MS = 5_000
const MAX_NAME_LENGTH = 256

/** "Why is my model not scheduled?": a gateway looks at what it would do, calls nobody, and says why. */
@Injectable()
export class WhyService {
  readonly #logger = new Logger(WhyService.name)

  constructor(
    private readonly bus: BusService,
    private readonly users: UsersRepository,
    private readonly groups: GroupsRepository,
    private readonly apiKeys: ApiKeysRepository,
    private readonly channelKeys: ChannelKeysRepository,
  ) {}

  /** @returns `undefined` where no gateway answers */
  async explain(caller: Caller, input: WhyModelInput): Promise<RouteExplanation | undefined> {
    const actor = assertCan(caller, 'model:list')
    const userId = input.userId == null ? actor.userId : parseId(input.userId)
    assertMaySee(caller, 'user:read', { ownerId: userId })
    const user = await this.users.find(userId)
    if (user === undefined) throw new ApiError('NOT_FOUND')
    const { group, keyRecordName } = await this.#place(actor, userId, input)
    const { modelName } = input
    if (!isStorable(modelName) || modelName.trim() === '' || modelName.length > MAX_NAME_LENGTH)
      throw new ApiError('BAD_USER_INPUT', 'This is no name of a model.')
    const reply = await this.#ask({
      ...{ v: ROUTING_MESSAGE_VERSION, modelName: modelName.trim(), groupId: group.id },
      ...(keyRecordName !== undefined && { keyRecordName }),
      acceptsUnpriced: user.acceptsUnpriced,
      needs: {
        abilities: ABILITIES.filter((ability) => input.abilities?.includes(ability)),
        dialect: input.dialect ?? 'openai-chat',
        isEmbedding: input.isEmbedding === true,
      },
    })
    if (reply === undefined) return undefined
    const isStaff = can(actor, 'model:list-all')
    const lastFours = can(actor, 'channel:read') ? await this.#lastFours(reply) : new Map<string, string>()
    return toExplanation(reply, { modelName, groupName: group.name, locale: caller.locale, isStaff, lastFours })
  }

  /** The group that counts and the key's record, where one is named. */
  async #place(
    actor: SignedInActor,
    userId: string,
    { apiKeyId, groupId }: WhyModelInput,
  ): Promise<{ group: GroupRow; keyRecordName: string | undefined }> {
    const key = apiKeyId == null ? undefined : await this.apiKeys.find(parseId(apiKeyId))
    if (apiKeyId != null && key?.userId !== userId) throw new ApiError('NOT_FOUND')
    const mine = (await this.groups.idsOfUsers([userId])).get(userId) ?? []
    const wanted = key?.groupId ?? (groupId == null ? mine[0] : parseId(groupId))
    // a group that a student is not in does not exist for him
    if (wanted === undefined || (!mine.includes(wanted) && key === undefined && !can(actor, 'group:list-all')))
      throw new ApiError('NOT_FOUND')
    const [group] = await this.groups.findByIds([wanted])
    if (group === undefined) throw new ApiError('NOT_FOUND')
    return { group, keyRecordName: key && (await this.apiKeys.recordName(key.id)) }
  }

  async #lastFours({ candidates }: ExplainReply): Promise<Map<string, string>> {
    const keys = await this.channelKeys.listOf([...new Set(candidates.map(({ channelId }) => channelId))])
    return new Map(keys.map(({ id, lastFour }) => [id, lastFour]))
  }

  async #ask(question: ExplainQuestionMessage): Promise<ExplainReply | undefined> {
    const connection = this.bus.current()?.connection
    if (connection === undefined) return undefined
    try {
      const message = await connection.request(EXPLAIN_SUBJECT, JSON.stringify(question), { timeout: TIMEOUT_MS })
      return explainReplySchema.parse(message.json())
    } catch (error) {
      this.#logger.warn(`no gateway explained: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
}
