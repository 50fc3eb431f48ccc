import { describe, expect, it } from 'vitest'
import { localizeProblem } from '../../graphql/problem.js'
import { readImport } from './read-import.js'

const json = (value: unknown): string => JSON.stringify(value)
const told = (text: string, secrets?: Map<string, string>): string[] =>
  readImport(text, secrets).draft.faults.map(
    ({ row, line, name, problem }) =>
      `${row}${line === undefined ? '' : `@${line}`} ${name ?? '-'} ${problem.path?.join('.') ?? ''}: ${localizeProblem(problem, 'en').message}`,
  )

describe('{"models": […]}, the JSON of REQUIREMENTS B4', () => {
  const B4 = {
    models: [
      {
        name: 'qwen-gpu1',
        endpoint: 'http://192.168.1.100:8000',
        deployment: 'Qwen/Qwen3-235B-A22B',
        type: 'chat',
        mapping: 'claude-3-opus-20240229',
      },
      {
        name: 'qwen-gpu2',
        endpoint: 'http://192.168.1.101:8000/v1',
        deployment: 'qwen3',
        type: 'code',
        mapping: 'claude-3-opus-20240229',
      },
      { name: 'internvl', endpoint: 'https://lab.example/api/openai/', deployment: 'InternVL3', type: 'vision' },
    ],
  }

  it('is taken as it is', () => {
    const { draft, format } = readImport(json(B4))
    expect(format).toBe('models-json')
    expect(draft.faults).toEqual([])
    expect(draft.notes).toEqual([])
    expect(draft.channels).toEqual([
      {
        row: 1,
        name: 'qwen-gpu1',
        type: 'openai-compatible',
        baseUrl: 'http://192.168.1.100:8000/v1',
        models: [],
        modelMapping: { 'claude-3-opus-20240229': 'Qwen/Qwen3-235B-A22B' },
        lacks: { 'claude-3-opus-20240229': ['vision'] },
      },
      {
        row: 2,
        name: 'qwen-gpu2',
        type: 'openai-compatible',
        baseUrl: 'http://192.168.1.101:8000/v1',
        models: [],
        modelMapping: { 'claude-3-opus-20240229': 'qwen3' },
        lacks: { 'claude-3-opus-20240229': ['vision'] },
      },
      {
        row: 3,
        name: 'internvl',
        type: 'openai-compatible',
        baseUrl: 'https://lab.example/api/openai/',
        models: ['InternVL3'],
        modelMapping: {},
        lacks: {},
      },
    ])
    expect(draft.models.map(({ name, atLeastAbilities }) => [name, atLeastAbilities])).toEqual([
      ['claude-3-opus-20240229', ['tools', 'json']],
      ['claude-3-opus-20240229', ['tools', 'json']],
      ['InternVL3', ['vision', 'tools', 'json']],
    ])
  })

  it('takes keys where they are given, and tells what it does not use', () => {
    const { draft } = readImport(
      json({
        models: [
          { name: 'a', endpoint: 'http://h', key: 'dummy', colour: 'red' },
          { name: 'b', endpoint: 'http://h', keys: 'x\ny' },
        ],
      }),
    )
    expect(draft.channels.map(({ keys }) => keys)).toEqual([['dummy'], ['x', 'y']])
    expect(draft.notes).toMatchObject([{ text: 'importUnusedField', values: { field: 'colour', count: 1 } }])
  })

  it('one bad row among 1,000 is named with its reason', () => {
    const models: unknown[] = Array.from({ length: 1_000 }, (_, n) => ({ name: `c${n}`, endpoint: 'http://h:1' }))
    models[616] = { name: 'c616', endpoint: 'http://h:1', type: 'video' }
    expect(told(json({ models }))).toEqual([
      '617 c616 type: There is no type "video"; there are: vision, chat, code, embedding.',
    ])
  })

  it.each<[string, unknown, string]>([
    ['no name', { endpoint: 'http://h' }, '1 - name: A name is needed.'],
    ['no endpoint', { name: 'a' }, '1 a endpoint: This is missing.'],
    ['a number for a name', { name: 5, endpoint: 'http://h' }, '1 - name: This must be text.'],
    ['no set of fields', 'a', '1 - : This entry is no set of fields.'],
    [
      'an empty list of keys',
      { name: 'a', endpoint: 'http://h', keys: [] },
      '1 a keys: The list of keys is empty: leave it out for a server that asks for none.',
    ],
    [
      'a key twice',
      { name: 'a', endpoint: 'http://h', keys: ['x', 'y', 'x'] },
      '1 a keys: Key 3 of the list is the same as key 1.',
    ],
  ])('refuses %s', (_, entry, reason) => expect(told(json({ models: [entry] }))).toContain(reason))

  it('refuses a duplicate name', () => {
    const entry = { name: 'a', endpoint: 'http://h' }
    expect(told(json({ models: [entry, { ...entry, name: 'b' }, entry] }))).toEqual([
      '3 a name: Entry 1 has this name already.',
    ])
  })
})

describe('CSV', () => {
  it('takes lists, mappings, words for yes and no, and leaves out empty cells', () => {
    const { draft, format } = readImport(
      'Name,base_url,type,keys,models,model_mapping,priority,tags,is_active,api_version\r\n' +
        'a,http://h:1/v1,vllm,"k1\nk2;k3",m1; m2,"pub = up; p2=u2",5,lab;gpu,no,\r\n' +
        'b,https://x.openai.azure.com,azure-openai,key,,gpt=dep,,,,2024-10-21\r\n',
    )
    expect(format).toBe('csv')
    expect(draft.faults).toEqual([])
    expect(draft.channels).toEqual([
      {
        ...{ row: 1, line: 2, name: 'a', baseUrl: 'http://h:1/v1', type: 'vllm', keys: ['k1', 'k2', 'k3'] },
        ...{ models: ['m1', 'm2'], modelMapping: { pub: 'up', p2: 'u2' }, priority: 5, tags: ['lab', 'gpu'] },
        isActive: false,
      },
      {
        ...{ row: 2, line: 4, name: 'b', baseUrl: 'https://x.openai.azure.com', type: 'azure-openai', keys: ['key'] },
        ...{ modelMapping: { gpt: 'dep' }, settings: { apiVersion: '2024-10-21' } },
      },
    ])
  })

  it.each([
    ['name,baseUrl,colour\na,http://h,red', '0@1 - : There is no column "colour".'],
    ['name,keys\na,b', '0@1 - : The column "baseUrl" is missing.'],
    ['name,baseUrl,name\na,http://h,b', '0@1 - : The column "name" stands here twice.'],
    ['name,baseUrl\na,"http://h', '0@2 - : A quote begins here and never ends.'],
    ['name,baseUrl\na,http://h,b', '1@2 a : This row has 3 cells for 2 columns.'],
    ['name,baseUrl,keys\na,http://h,x;x', '1@2 a keys: Key 2 of the list is the same as key 1.'],
    ['name,baseUrl\na,http://h\na,http://i', '2@3 a name: Entry 1 has this name already.'],
  ])('refuses %j', (text, reason) => expect(told(text)).toEqual([reason]))

  it('refuses an unknown type and a number that is none', () => {
    expect(told('name,baseUrl,type\na,http://h,smtp')[0]).toMatch(/^1@2 a type: /)
    expect(told('name,baseUrl,priority\na,http://h,high')[0]).toMatch(/^1@2 a priority: /)
  })
})

describe('our state file', () => {
  const text = `version: 1
models:
  - name: m
    groups: [default]
    price: { inputPerMillion: '2', outputPerMillion: '8' }
channels:
  - name: silicon
    type: siliconflow
    baseUrl: https://api.siliconflow.cn/v1
    keys: [{ env: SILICON_KEY }]
    models: [m]
`
  it('takes channels and models, secrets by name', () => {
    const { draft, format } = readImport(text, new Map([['SILICON_KEY', 'sk-1']]))
    expect(format).toBe('state')
    expect(draft.faults).toEqual([])
    expect(draft.channels).toMatchObject([{ row: 1, line: 7, name: 'silicon', keys: ['sk-1'] }])
    expect(draft.models).toMatchObject([{ row: 1, line: 3, price: { inputPerMillion: 2_000_000_000n } }])
  })

  it('refuses a secret without a value, what it does not know, and other sections, each with its line', () => {
    expect(told(text)[0]).toMatch(/^1@7 silicon : The variable SILICON_KEY has no value here/)
    expect(told(`${text}    colour: red\n`, new Map([['SILICON_KEY', 'x']]))[0]).toMatch(/^1@7 silicon : .*colour/)
    expect(told(`${text}users: []\n`, new Map([['SILICON_KEY', 'x']]))[0]).toMatch(/^0@12 - : .*tollgate apply/)
    expect(told('channels: []')[0]).toMatch(/^0 - : A state file begins with/)
  })
})

describe('config.yaml of LiteLLM', () => {
  const entries = Array.from(
    { length: 100 },
    (_, n) => `  - model_name: deepseek-v3
    litellm_params:
      model: openai/deepseek-ai/DeepSeek-V3
      api_base: https://api.siliconflow.cn/v1
      api_key: os.environ/SILICON_${n}
      rpm: 60
`,
  ).join('')
  const secrets = new Map(Array.from({ length: 100 }, (_, n) => [`SILICON_${n}`, `sk-${n}`]))

  it('makes one channel of a hundred entries that differ by their key', () => {
    const { draft, format } = readImport(
      `model_list:\n${entries}router_settings:\n  routing_strategy: usage-based-routing\n`,
      secrets,
    )
    expect(format).toBe('litellm')
    expect(draft.faults).toEqual([])
    expect(draft.channels).toHaveLength(1)
    expect(draft.channels[0]).toMatchObject({
      name: 'api.siliconflow.cn',
      type: 'openai-compatible',
      modelMapping: { 'deepseek-v3': 'deepseek-ai/DeepSeek-V3' },
    })
    expect(draft.channels[0]?.keys).toEqual([...secrets.values()])
    expect(draft.channels[0]?.settings).toEqual({ keyLimits: { rpm: 60 } })
    expect(draft.notes).toEqual([])
  })

  it('keeps keys of other limits apart, and tells of limits that differ by model', () => {
    const entry = (name: string, key: string, rpm: number) =>
      `  - { model_name: ${name}, litellm_params: { model: openai/x, api_base: 'http://h/v1', api_key: ${key}, rpm: ${rpm} } }\n`
    const apart = readImport(`model_list:\n${entry('m', 'a', 60)}${entry('m', 'b', 60)}${entry('m', 'c', 10)}`).draft
    expect(apart.channels.map(({ name, keys, settings }) => [name, keys, settings])).toEqual([
      ['h', ['a', 'b'], { keyLimits: { rpm: 60 } }],
      ['h-2', ['c'], { keyLimits: { rpm: 10 } }],
    ])
    const byModel = readImport(`model_list:\n${entry('m', 'a', 60)}${entry('n', 'a', 10)}`).draft
    expect(byModel.channels.map(({ settings }) => settings)).toEqual([undefined])
    expect(byModel.notes).toMatchObject([{ text: 'importLimitsSkipped', values: { count: 1 } }])
  })

  it('tells vendors apart, keeps keys with other models apart, and reads what models can do', () => {
    const { draft } = readImport(`
model_list:
  - model_name: gpt-4o
    litellm_params: { model: azure/my-deployment, api_base: 'https://x.openai.azure.com', api_key: a, api_version: 2024-10-21 }
    model_info: { supports_vision: true, supports_function_calling: true, max_input_tokens: 128000, max_output_tokens: 16384 }
  - model_name: gpt-4o
    litellm_params: { model: gpt-4o, api_key: b }
  - model_name: claude
    litellm_params: { model: anthropic/claude-opus-4, api_key: c }
  - model_name: local
    litellm_params: { model: hosted_vllm/qwen3, api_base: 'http://10.0.0.5:8000' }
  - model_name: other
    litellm_params: { model: hosted_vllm/other, api_base: 'http://10.0.0.5:8000', api_key: d }
`)
    expect(draft.faults).toEqual([])
    expect(
      draft.channels.map(({ name, type, keys, models, modelMapping, settings }) => [
        name,
        type,
        keys,
        models,
        modelMapping,
        settings,
      ]),
    ).toEqual([
      ['x.openai.azure.com', 'azure-openai', ['a'], [], { 'gpt-4o': 'my-deployment' }, { apiVersion: '2024-10-21' }],
      ['api.openai.com', 'openai', ['b'], ['gpt-4o'], {}, undefined],
      ['api.anthropic.com', 'anthropic', ['c'], [], { claude: 'claude-opus-4' }, undefined],
      ['10.0.0.5:8000', 'vllm', undefined, [], { local: 'qwen3' }, undefined],
      ['10.0.0.5:8000-2', 'vllm', ['d'], ['other'], {}, undefined],
    ])
    expect(draft.models[0]).toMatchObject({
      atLeastAbilities: ['tools', 'vision'],
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
    })
  })

  it.each([
    ['model: bedrock/claude', /provider of "bedrock\/claude"/],
    ['model: openai/*', /Patterns are not served/],
    ['model: hosted_vllm/x', /litellm_params.api_base: This is missing/],
  ])('refuses %s', (params, reason) =>
    expect(told(`model_list:\n  - model_name: a\n    litellm_params:\n      ${params}\n`)[0]).toMatch(reason),
  )
})

it('says when a file is none of these', () => {
  expect(told('hello')[0]).toMatch(/none of the known formats/)
  expect(told('a: [1')[0]).toMatch(/cannot be read/)
  expect(told('{"models":[]}')[0]).toMatch(/nothing in this file/)
  expect(told('')[0]).toMatch(/none of the known formats/)
})
