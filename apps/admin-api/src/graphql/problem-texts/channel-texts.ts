import type { Sentence } from '../locale.js'

/** Channels and where they lead. */
export const CHANNEL_TEXTS = {
  invalidHostPort: { en: 'An entry is an exact host:port.', 'zh-CN': '条目必须是确切的 主机:端口。' },
  egressNeedsPassword: {
    en: 'Private addresses are entered one by one, with your password.',
    'zh-CN': '内网地址须逐个添加，并输入您的密码。',
  },
  egressLocked: {
    en: 'Private addresses are fixed by the environment of this installation.',
    'zh-CN': '内网地址由部署环境固定，不能在此修改。',
  },
  invalidBaseUrl: {
    en: 'The address must be http or https, without user, query or fragment.',
    'zh-CN': '地址必须为 http 或 https，且不含用户名、查询参数或片段。',
  },
  invalidAbility: { en: 'This ability is not known.', 'zh-CN': '未知的模型能力。' },
  keysRequired: {
    en: 'The address leads to another host: enter the keys again.',
    'zh-CN': '地址指向了另一台主机，请重新填写密钥。',
  },
  tooManyKeys: { en: 'There are too many keys; revoke one first.', 'zh-CN': '密钥数量已达上限，请先吊销一个。' },
  overrideForbidden: {
    en: '“{name}” belongs to the gateway and cannot be overridden.',
    'zh-CN': '“{name}”由网关管理，不能覆盖。',
  },
  mappingCycle: {
    en: 'These names lead back to themselves: {names}.',
    'zh-CN': '模型映射形成循环：{names}。',
  },
  nothingToTest: { en: 'This channel serves no model that could be called.', 'zh-CN': '该渠道没有可供测试的模型。' },
  gatewayUnavailable: { en: 'No gateway answers now. Try again.', 'zh-CN': '暂无网关响应，请重试。' },
  upstreamRefused: { en: 'The upstream gave no list: {detail}', 'zh-CN': '上游未返回列表：{detail}' },
} as const satisfies Record<string, Sentence>
