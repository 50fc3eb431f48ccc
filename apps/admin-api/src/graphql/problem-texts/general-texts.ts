import type { Sentence } from '../locale.js'

/** What any form may meet. */
export const GENERAL_TEXTS = {
  invalid: { en: 'This value is not valid.', 'zh-CN': '该值无效。' },
  invalidBecause: { en: 'This value is not valid: {detail}.', 'zh-CN': '该值无效：{detail}。' },
  expiryTooLate: { en: 'A token lives for a year at most.', 'zh-CN': '令牌有效期最长为一年。' },
  taken: { en: 'This name is already taken.', 'zh-CN': '该名称已被占用。' },
  changedMeanwhile: {
    en: 'Somebody changed this meanwhile. Look at the present values and try again.',
    'zh-CN': '内容已被他人修改，请核对最新值后重试。',
  },
  unknownReference: { en: 'There is no {kind} "{name}".', 'zh-CN': '不存在的 {kind}：“{name}”。' },
  nameRequired: { en: 'A name is needed.', 'zh-CN': '请填写名称。' },
  tooLong: { en: 'This text is too long.', 'zh-CN': '文本过长。' },
  tooMany: { en: 'There are too many of these.', 'zh-CN': '数量过多。' },
  notNegative: { en: 'This must not be negative.', 'zh-CN': '该值不能为负数。' },
  mustBePositive: { en: 'This must be above 0.', 'zh-CN': '该值必须大于 0。' },
  tooLarge: { en: 'This is too large.', 'zh-CN': '该值过大。' },
  invalidRatio: {
    en: 'A ratio is a decimal such as 1.5 with at most six decimals.',
    'zh-CN': '倍率应为小数，例如 1.5，最多六位小数。',
  },
  invalidLocale: { en: 'The language must be zh-CN or en.', 'zh-CN': '语言必须是 zh-CN 或 en。' },
  invalidPattern: { en: 'This is not a usable pattern.', 'zh-CN': '该格式规则不可用。' },
  invalidTimeZone: { en: 'This time zone is not known.', 'zh-CN': '未知的时区。' },
  invalidAddressRange: {
    en: 'An address range looks like 10.0.0.0/8.',
    'zh-CN': '地址段格式例如 10.0.0.0/8。',
  },
  duplicate: { en: 'This stands here twice.', 'zh-CN': '存在重复项。' },
  expiryInPast: { en: 'This time is already over.', 'zh-CN': '该时间已过。' },
  groupNotAllowed: { en: 'The owner may not use this group.', 'zh-CN': '该用户不能使用此分组。' },
  keyNotActive: { en: 'This key is not active any more.', 'zh-CN': '该密钥已失效。' },
  endsBeforeStart: { en: 'The end is before the start.', 'zh-CN': '结束日期早于开始日期。' },
  notFound: { en: 'There is no such thing.', 'zh-CN': '不存在该对象。' },
  alreadyDone: { en: 'This was done before.', 'zh-CN': '该操作此前已完成。' },
  reasonRequired: { en: 'Say why.', 'zh-CN': '请填写原因。' },
  termsNeedBoth: {
    en: 'Terms need a text and a version, or neither.',
    'zh-CN': '使用条款的正文与版本须同时填写或同时留空。',
  },
  keyValueNeedsDev: {
    en: 'A given key value is only taken with --dev.',
    'zh-CN': '仅在 --dev 下才能指定密钥值。',
  },
  keyValueTaken: { en: 'This key value belongs to another key.', 'zh-CN': '该密钥值属于另一个密钥。' },
  twoDefaultTiers: { en: 'Only one tier can be the default.', 'zh-CN': '只能有一个默认等级。' },
  unknownTier: { en: 'There is no tier “{name}”.', 'zh-CN': '等级“{name}”不存在。' },
  notJson: { en: 'The state is not JSON.', 'zh-CN': '内容不是 JSON。' },
} as const satisfies Record<string, Sentence>
