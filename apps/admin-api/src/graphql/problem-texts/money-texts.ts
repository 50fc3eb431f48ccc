import type { Sentence } from '../locale.js'

/** Money: grants, corrections, codes, limits. */
export const MONEY_TEXTS = {
  billingUnavailable: {
    en: 'Billing does not answer now. Try again: the same request is never booked twice.',
    'zh-CN': '计费服务暂时没有响应。请重试：同一请求不会重复入账。',
  },
  refusedByBilling: { en: 'Billing refused: {detail}', 'zh-CN': '计费服务拒绝：{detail}' },
  unknownAccount: { en: 'There is no such account or call.', 'zh-CN': '不存在该账户或调用。' },
  accountInactive: {
    en: 'This account is closed, or its owner is not active.',
    'zh-CN': '该账户已关闭，或其所有者未启用。',
  },
  keyUsedForElse: {
    en: 'This idempotency key was used for something else.',
    'zh-CN': '该幂等键已用于其他操作。',
  },
  moreThanThereIs: { en: 'This is more than there is.', 'zh-CN': '超出可用金额。' },
  notZero: { en: 'This must not be 0.', 'zh-CN': '该值不能为 0。' },
  oneTarget: { en: 'Name a user or a pool, not both.', 'zh-CN': '请指定用户或资金池之一。' },
  secondPerson: {
    en: 'A second administrator is needed, who is not you.',
    'zh-CN': '需要另一位管理员作为第二经办人，且不能是您本人。',
  },
  sameAccount: { en: 'Both accounts are the same.', 'zh-CN': '转出与转入账户相同。' },
  correctionDecided: { en: 'This correction was decided before.', 'zh-CN': '该更正此前已处理。' },
  poolOfNobody: {
    en: 'A pool belongs to a course, to a person, or to both.',
    'zh-CN': '资金池须属于某门课程或某位用户，或两者兼有。',
  },
  payerNotAllowed: {
    en: 'The owner of this key may not spend from that account.',
    'zh-CN': '该密钥的所有者不能使用此账户付款。',
  },
  codeMistyped: {
    en: 'This code has a typing error: compare it with the original.',
    'zh-CN': '兑换码输入有误，请核对后重新输入。',
  },
  currencyIsBooked: {
    en: 'The ledger is kept in this currency already: it cannot be changed any more.',
    'zh-CN': '账本已按此货币记账，不能再更改。',
  },
  codeUnknown: { en: 'This code is not known.', 'zh-CN': '兑换码不存在。' },
  codeUsed: { en: 'This code was used or withdrawn.', 'zh-CN': '兑换码已被使用或已作废。' },
  codeExpired: { en: 'This code has expired.', 'zh-CN': '兑换码已过期。' },
  oneSubject: {
    en: 'Name a key, a course or a budget: exactly one of them.',
    'zh-CN': '请在密钥、课程和预算中指定且仅指定一项。',
  },
  limitConflict: {
    en: 'There is an active limit for this period already, or what never changes of a limit would change.',
    'zh-CN': '该周期已有生效的限额，或试图修改限额中不可变的内容。',
  },
  aboveAllowance: {
    en: 'This is more than there is in the pool, or than the course allows one student.',
    'zh-CN': '超出资金池可用余额，或超出课程允许的每人额度。',
  },
} as const satisfies Record<string, Sentence>
