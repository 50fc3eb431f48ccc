import { expect, it } from 'vitest'
import { parseModelNames } from './parse-model-names.js'

it.each([
  [
    '{"object":"list","data":[{"id":"b"},{"id":"deepseek-ai/DeepSeek-V3"},{"id":"b"},{"id":""}]}',
    ['b', 'deepseek-ai/DeepSeek-V3'],
  ],
  ['{"models":[{"name":"models/gemini-2.5-pro"},{"name":"llama3"}]}', ['gemini-2.5-pro', 'llama3']],
  ['["x"]', ['x']],
  ['{"data":[]}', []],
  ['{"data":"x"}', undefined],
  ['<html>', undefined],
])('%s', (text, names) => expect(parseModelNames(text)).toEqual(names))
