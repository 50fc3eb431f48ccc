import type { Sentence } from '../locale.js'

/** What is kept of conversations, and consent to it. */
export const CONSENT_TEXTS = {
  keepingIsOff: {
    en: 'Conversations are kept only where you chose so; switch it on first.',
    'zh-CN': '只有在你开启后才会保存对话，请先开启。',
  },
  conversationTooLarge: {
    en: 'A conversation of more than {megabytes} MB cannot be kept. Delete pictures or messages, or begin a new one.',
    'zh-CN': '超过 {megabytes} MB 的对话无法保存，请删除图片或消息，或新建对话。',
  },
  tooManyConversations: {
    en: 'At most {count} conversations can be kept; delete one first.',
    'zh-CN': '最多保存 {count} 个对话，请先删除一些。',
  },
  conversationsFull: {
    en: 'Your conversations would take more than {megabytes} MB; delete some first.',
    'zh-CN': '你的对话将超过 {megabytes} MB，请先删除一些。',
  },
  recordingNeedsText: {
    en: 'Consent is asked for with a text and its version: enter both.',
    'zh-CN': '征求同意须同时填写说明文本及其版本。',
  },
  recordingNeedsNewVersion: {
    en: 'People are asked about this version, or have consented to it: another text needs another version.',
    'zh-CN': '该版本正在征求同意或已有用户同意，修改文本须使用新的版本号。',
  },
  recordingNotAsked: {
    en: 'Consent is not asked for here any more.',
    'zh-CN': '此处已不再征求同意。',
  },
  otherRecordingText: {
    en: 'The text was changed meanwhile: read the new one first.',
    'zh-CN': '说明文本已更新，请先阅读新版本。',
  },
} as const satisfies Record<string, Sentence>
