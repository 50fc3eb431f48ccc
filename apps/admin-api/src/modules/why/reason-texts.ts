import type { CallerReason, ExclusionReason } from '@tollgate/protocols/events'
import type { Sentence } from '../../graphql/locale.js'

/** Why somebody gets nothing, whatever channels there are; what to do comes with it. */
export const CALLER_REASON_TEXTS: Record<CallerReason, Sentence> = {
  no_such_group: {
    en: 'The group of this key is gone: make a key in another group.',
    'zh-CN': '该密钥所属的分组已不存在，请在其他分组中新建密钥。',
  },
  key_inactive: { en: 'This key is revoked, disabled or expired.', 'zh-CN': '该密钥已吊销、停用或过期。' },
  model_unknown: { en: 'There is no model of this name.', 'zh-CN': '没有该名称的模型。' },
  model_inactive: { en: 'The model is switched off.', 'zh-CN': '该模型已停用。' },
  model_not_in_group: {
    en: 'The group does not see this model: use a key of a group that does.',
    'zh-CN': '该分组不能使用此模型，请使用有权分组的密钥。',
  },
  model_not_allowed: {
    en: 'The key is limited to other models.',
    'zh-CN': '该密钥限定了其他模型。',
  },
  no_price: {
    en: 'The model has no price and is not served: an administrator sets one, or the owner accepts models without.',
    'zh-CN': '该模型没有价格，不提供服务：请管理员设置价格，或由用户开启“接受无价格模型”。',
  },
  limit_reached: {
    en: 'A limit of requests or tokens is used up for now.',
    'zh-CN': '请求数或词元数已达上限。',
  },
}

/** Why a channel, or one of its keys, is not chosen. */
export const EXCLUSION_REASON_TEXTS: Record<ExclusionReason, Sentence> = {
  inactive: { en: 'The channel is switched off.', 'zh-CN': '渠道已停用。' },
  not_schedulable: { en: 'The channel takes no new calls.', 'zh-CN': '渠道已设为不参与调度。' },
  not_in_group: { en: 'The channel does not serve this group.', 'zh-CN': '渠道不向该分组提供服务。' },
  no_mapping: {
    en: 'The channel serves the model neither under its own name nor by a mapping.',
    'zh-CN': '渠道既未以原名提供该模型，也没有映射。',
  },
  model_denied: {
    en: 'The upstream denies this model; a test that succeeds brings it back.',
    'zh-CN': '上游拒绝访问该模型；测试成功后自动恢复。',
  },
  no_price: { en: 'The model has no price on this channel.', 'zh-CN': '该模型在此渠道没有价格。' },
  unsupported_type: {
    en: 'This version does not know the type of the channel.',
    'zh-CN': '当前版本不支持该渠道类型。',
  },
  bad_base_url: { en: 'The address of the channel is of no use.', 'zh-CN': '渠道地址不可用。' },
  egress_blocked: {
    en: 'The address is private and stands on no allow list: root allows it in the settings.',
    'zh-CN': '该地址为内网地址且未列入允许名单，请由 root 在设置中添加。',
  },
  native_only: {
    en: 'Only an upstream of the client’s own format can carry this request.',
    'zh-CN': '只有与客户端格式相同的上游才能承载该请求。',
  },
  no_such_operation: { en: 'The channel cannot be asked for this.', 'zh-CN': '渠道不支持此类请求。' },
  missing_ability: { en: 'The model lacks an ability here.', 'zh-CN': '该模型在此缺少所需能力。' },
  channel_limit: { en: 'The limit of the channel is used up for this minute.', 'zh-CN': '渠道本分钟额度已用尽。' },
  channel_busy: { en: 'All places of the channel are taken.', 'zh-CN': '渠道并发已满。' },
  channel_broken: {
    en: 'The channel failed too often in a row and is tried again soon.',
    'zh-CN': '渠道连续失败，已熔断，稍后自动重试。',
  },
  key_inactive: { en: 'The channel key is switched off.', 'zh-CN': '渠道密钥已停用。' },
  key_unreadable: {
    en: 'The channel key cannot be opened: enter it again.',
    'zh-CN': '渠道密钥无法解密，请重新填写。',
  },
  cooling: { en: 'The channel key rests after too many requests.', 'zh-CN': '渠道密钥因请求过多正在冷却。' },
  broken: {
    en: 'The channel key failed too often in a row and is tried again soon.',
    'zh-CN': '渠道密钥连续失败，稍后自动重试。',
  },
  disabled: {
    en: 'The upstream refused the channel key: an administrator must act.',
    'zh-CN': '上游拒绝了该渠道密钥，需要管理员处理。',
  },
  key_limit: { en: 'The limit of the channel key is used up for this minute.', 'zh-CN': '渠道密钥本分钟额度已用尽。' },
}
