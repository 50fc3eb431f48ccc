import { VENDORS } from '@tollgate/protocols/vendors'
import { badInput, type ProblemDraft, problemsOf } from '../../graphql/problem.js'
import { channelFields } from './channel-fields.js'
import type { CreateChannelInput } from './channels.inputs.js'
import { type ChannelFields, toSettings } from './channels.repository.js'
import type { ChannelTypeName } from './channels.types.js'
import type { LimitsOfKey } from './seal-keys.js'

const createSchema = channelFields.extend({
  limitsOfKeys: channelFields.shape.limitsOfKeys.nullish(),
  modelMapping: channelFields.shape.modelMapping.nullish(),
  priority: channelFields.shape.priority.nullish(),
  weight: channelFields.shape.weight.nullish(),
  tags: channelFields.shape.tags.nullish(),
  isActive: channelFields.shape.isActive.nullish(),
  schedulable: channelFields.shape.schedulable.nullish(),
  settings: channelFields.shape.settings.nullish(),
})

export type NewChannel =
  | { type: 'valid'; fields: ChannelFields; keys: readonly string[]; limitsOfKeys: readonly LimitsOfKey[] | undefined }
  | { type: 'invalid'; problems: readonly ProblemDraft[] }

/** A new channel as it was asked for → its columns, defaults filled in. */
export function toNewChannel(input: CreateChannelInput): NewChannel {
  const parsed = createSchema.safeParse(input)
  if (!parsed.success) return { type: 'invalid', problems: problemsOf(parsed.error) }
  const { keys, limitsOfKeys, ...given } = parsed.data
  if (isKeyMissing(input.type, keys)) return { type: 'invalid', problems: [badInput('keysMissing', ['keys'])] }
  return {
    type: 'valid',
    keys,
    limitsOfKeys: limitsOfKeys ?? undefined,
    fields: {
      name: given.name,
      description: given.description ?? null,
      type: input.type,
      baseUrl: given.baseUrl,
      models: given.models,
      modelMapping: given.modelMapping ?? {},
      priority: given.priority ?? 0,
      weight: given.weight ?? 1,
      tags: given.tags ?? [],
      isActive: given.isActive ?? true,
      schedulable: given.schedulable ?? true,
      settings: given.settings ?? toSettings({}),
    },
  }
}

/** Vendors serve nobody without a key; servers of one's own may. */
export const isKeyMissing = (type: ChannelTypeName, keys: readonly string[] | undefined): boolean =>
  keys?.length === 0 && VENDORS[type].isSelfHosted === false
