import { Injectable } from '@nestjs/common'
import { collectProblems, Database, refuse, type Tx } from '../../database/database.repository.js'
import { toId } from '../../graphql/ids.js'
import { badInput, type ProblemDraft, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { describeDifference } from '../channel-transfer/describe-draft.js'
import type { UpdateChannelInput } from './channels.inputs.js'
import { type ChannelRow, ChannelsRepository } from './channels.repository.js'
import { ChannelsService } from './channels.service.js'
import type { TaggedChange, UpdateTaggedChannelsInput } from './tagged-channels.types.js'

/** One change of every channel with a tag: all of them or none. */
@Injectable()
export class TaggedChannelsService {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelsService,
    private readonly rows: ChannelsRepository,
  ) {}

  update(caller: Caller, input: UpdateTaggedChannelsInput): Promise<Result<TaggedChange[]>> {
    assertCan(caller, 'channel:write')
    const work = (tx: Tx) => this.#run(tx, caller, input)
    return input.dryRun ? this.database.rehearse(work) : this.database.attempt(work)
  }

  async #run(tx: Tx, caller: Caller, input: UpdateTaggedChannelsInput): Promise<TaggedChange[]> {
    const channels = await this.rows.lockTagged(tx, input.tag)
    if (channels.length === 0) refuse(badInput('unknownReference', ['tag'], { kind: 'tag', name: input.tag }))
    const problems: ProblemDraft[] = []
    const changes: TaggedChange[] = []
    for (const before of channels) {
      const after = await collectProblems(problems, [before.name], () =>
        this.channels.updateIn(tx, caller, before, patchOf(before, input)),
      )
      const details = after === undefined || after === before ? [] : describeDifference(before, after)
      changes.push({ channelId: before.id, name: before.name, details })
    }
    if (problems.length > 0) refuse(...problems)
    return changes
  }
}

function patchOf(
  { tags, groupIds }: ChannelRow,
  {
    isActive,
    schedulable,
    priority,
    weight,
    addTags,
    removeTags,
    addGroupIds,
    removeGroupIds,
  }: UpdateTaggedChannelsInput,
): Omit<UpdateChannelInput, 'id' | 'version'> {
  return {
    ...(isActive != null && { isActive }),
    ...(schedulable != null && { schedulable }),
    ...(priority != null && { priority }),
    ...(weight != null && { weight }),
    ...((addTags || removeTags) && { tags: changed(tags, addTags, removeTags) }),
    ...((addGroupIds || removeGroupIds) && { groupIds: changed(groupIds, addGroupIds, removeGroupIds?.map(asStored)) }),
  }
}

/** What is no id stays as it is: no list has it. */
const asStored = (text: string): string => toId(text) ?? text

/** A list with some entries added and some taken out; order kept. */
const changed = (
  list: readonly string[],
  added: readonly string[] | null | undefined,
  removed: readonly string[] | null | undefined,
): string[] => [...new Set([...list, ...(added ?? [])])].filter((entry) => !removed?.includes(entry))
