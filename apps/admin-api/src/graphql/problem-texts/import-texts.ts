import type { Sentence } from '../locale.js'

/** Files of channels, models and people. */
export const IMPORT_TEXTS = {
  keysMissing: {
    en: 'This vendor serves nobody without a key: give one at least.',
    'zh-CN': '该供应商必须使用密钥，请至少填写一个。',
  },
  importUnreadable: { en: 'The file cannot be read: {detail}', 'zh-CN': '无法读取文件：{detail}' },
  importUnknownFormat: {
    en: 'This is none of the known formats: {"models": […]}, CSV with a header, a state file, a LiteLLM config.yaml.',
    'zh-CN': '无法识别文件格式。支持：{"models": […]}、带表头的 CSV、声明式 YAML、LiteLLM 的 config.yaml。',
  },
  importEmpty: { en: 'There is nothing in this file.', 'zh-CN': '文件中没有任何内容。' },
  importTooLarge: { en: 'This file has more than {max} entries.', 'zh-CN': '文件条目超过 {max} 条。' },
  importNoEntry: { en: 'This entry is no set of fields.', 'zh-CN': '该条目不是由字段组成的对象。' },
  importNoText: { en: 'This must be text.', 'zh-CN': '该值必须是文本。' },
  importNoNumber: { en: 'This must be a number.', 'zh-CN': '该值必须是数字。' },
  importNoList: { en: '"{section}" must be a list.', 'zh-CN': '“{section}”必须是列表。' },
  importMissing: { en: 'This is missing.', 'zh-CN': '缺少该字段。' },
  importVersion: { en: 'A state file begins with "version: 1".', 'zh-CN': '声明式文件须以 “version: 1” 开头。' },
  importOtherSection: {
    en: 'Here only channels and models are imported; for "{section}" use: npx tollgate apply.',
    'zh-CN': '此处只导入渠道和模型；“{section}”请使用 npx tollgate apply。',
  },
  importUnknownType: {
    en: 'There is no type "{type}"; there are: {known}.',
    'zh-CN': '未知类型“{type}”，可用：{known}。',
  },
  importUnknownProvider: {
    en: 'No type of channel stands for the provider of "{model}".',
    'zh-CN': '没有与“{model}”的供应商对应的渠道类型。',
  },
  importPattern: {
    en: 'Patterns are not served: name each model.',
    'zh-CN': '不支持通配符，请逐个写出模型名称。',
  },
  importSecretMissing: {
    en: 'The variable {name} has no value here: import with the command line where it is set, or write the key itself.',
    'zh-CN': '变量 {name} 没有值：请在设置了该变量的环境中用命令行导入，或直接填写密钥。',
  },
  importNoKeys: {
    en: 'The list of keys is empty: leave it out for a server that asks for none.',
    'zh-CN': '密钥列表为空；若该服务无需密钥，请删去此字段。',
  },
  importKeyTwice: {
    en: 'Key {number} of the list is the same as key {first}.',
    'zh-CN': '列表中第 {number} 个密钥与第 {first} 个相同。',
  },
  importNameTwice: { en: 'Entry {first} has this name already.', 'zh-CN': '第 {first} 条已使用该名称。' },
  importRefused: {
    en: 'Nothing was imported: {count} faults. The first: {detail}',
    'zh-CN': '未导入任何内容：共 {count} 处错误。第一处：{detail}',
  },
  importTypeDiffers: {
    en: 'This channel is there already, of type {before}; the type of a channel does not change.',
    'zh-CN': '已有同名渠道，类型为 {before}；渠道类型不能更改。',
  },
  importUnusedField: {
    en: '"{field}" of {count} entries is not used.',
    'zh-CN': '{count} 条中的“{field}”未被使用。',
  },
  importLimitsSkipped: {
    en: 'rpm and tpm of {count} keys are not taken over: they differ by model.',
    'zh-CN': '{count} 个密钥的 rpm 和 tpm 因模型而异，未导入。',
  },
  importPricesSkipped: {
    en: 'Costs of {count} entries are not taken over: they are no prices of yours. Set prices, or their models are not served.',
    'zh-CN': '{count} 条中的成本未导入：它们不是您的售价。请设置价格，否则模型不会提供服务。',
  },
  importUnpriced: {
    en: 'Models without a price are not served: {names}',
    'zh-CN': '以下模型没有价格，不会提供服务：{names}',
  },
  keyLineInvalid: {
    en: 'Line {line} is no key: it holds spaces or letters that no header can carry.',
    'zh-CN': '第 {line} 行不是有效密钥：包含空格或请求头不允许的字符。',
  },
  csvUnclosed: { en: 'A quote begins here and never ends.', 'zh-CN': '此处的引号没有结束。' },
  csvUnknownColumn: { en: 'There is no column "{column}".', 'zh-CN': '未知列“{column}”。' },
  csvColumnTwice: { en: 'The column "{column}" stands here twice.', 'zh-CN': '列“{column}”重复。' },
  csvMissingColumn: { en: 'The column "{column}" is missing.', 'zh-CN': '缺少列“{column}”。' },
  csvTooManyCells: {
    en: 'This row has {count} cells for {columns} columns.',
    'zh-CN': '该行有 {count} 个单元格，但只有 {columns} 列。',
  },
} as const satisfies Record<string, Sentence>
