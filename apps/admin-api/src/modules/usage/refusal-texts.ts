import type { Locale, Sentence } from '../../graphql/locale.js'

/** By error code, why a call was turned away and what its caller can do. */
const TEXTS: Readonly<Record<string, Sentence>> = {
  invalid_request: {
    en: 'The request could not be understood, or no channel could carry it: the words below name the field.',
    'zh-CN': '请求无法识别，或没有渠道能够承载：下方原文指出了具体字段。',
  },
  request_too_large: {
    en: 'The request is too large: send less at once.',
    'zh-CN': '请求过大，请减少单次发送的内容。',
  },
  request_timeout: {
    en: 'The request took too long to arrive: check the network and send it again.',
    'zh-CN': '请求上传超时，请检查网络后重新发送。',
  },
  key_disabled: {
    en: 'The key is disabled, revoked or expired: use another one.',
    'zh-CN': '该令牌已停用、吊销或过期，请使用其他令牌。',
  },
  address_not_allowed: {
    en: 'The key may not be used from this network address: its owner can change the allowed ones.',
    'zh-CN': '该令牌不允许从此网络地址使用，可由其所有者修改允许范围。',
  },
  model_not_allowed: {
    en: 'The key is limited to other models.',
    'zh-CN': '该令牌限定了其他模型。',
  },
  model_not_found: {
    en: 'There is no such model for this key: compare the name with the list of models.',
    'zh-CN': '该令牌没有此模型可用，请与模型列表核对名称。',
  },
  model_not_priced: {
    en: 'The model has no price and is not served: ask an administrator.',
    'zh-CN': '该模型没有价格，不提供服务，请联系管理员。',
  },
  route_not_found: {
    en: 'There is nothing at this address: compare it with the documentation.',
    'zh-CN': '该地址没有内容，请与文档核对。',
  },
  method_not_allowed: {
    en: 'This address does not accept the HTTP method.',
    'zh-CN': '该地址不接受此 HTTP 方法。',
  },
  insufficient_quota: {
    en: 'There was not enough money: in the balance, or within a limit of the key or the course.',
    'zh-CN': '额度不足：余额不足，或已达令牌或课程的限额。',
  },
  rate_limit_exceeded: {
    en: 'Too many requests at that time: wait a little before sending it again.',
    'zh-CN': '当时请求过多，请稍候再发送。',
  },
  no_channel: {
    en: 'No channel could serve the model at that time: try again later, or another model.',
    'zh-CN': '当时没有渠道能提供该模型，请稍后重试或换用其他模型。',
  },
  billing_unavailable: {
    en: 'The system could not take calls at that time: send it again.',
    'zh-CN': '系统当时无法受理请求，请重新发送。',
  },
  internal_error: {
    en: 'The gateway failed: tell an administrator the request id.',
    'zh-CN': '网关发生故障，请将请求编号 告知管理员。',
  },
}

/** In the reader's language; the code itself where it is a later version's. */
export const refusalSentence = (code: string, locale: Locale): string =>
  Object.hasOwn(TEXTS, code) ? (TEXTS[code]?.[locale] ?? code) : code
