import { describe, expect, it } from 'vitest'
import { chatToGemini as fromChat } from '../../testing/to-gemini.js'

const messages = (...list: object[]) => ({ messages: list })
const call = (id: string, name: string, args: string) => ({ id, type: 'function', function: { name, arguments: args } })
const tool = (name: string, more: object = {}) => ({ type: 'function', function: { name, ...more } })

describe('tools of another dialect', () => {
  const parameters = {
    type: 'object',
    properties: { a: { type: ['string', 'null'] } },
    additionalProperties: false,
    $schema: 's',
  }

  it('schemas go as they are, or in the older subset', () => {
    const tools = [tool('f', { description: 'd', parameters, strict: false }), tool('g')]
    expect(fromChat({ tools }).rest).toEqual({
      tools: [
        { functionDeclarations: [{ name: 'f', description: 'd', parametersJsonSchema: parameters }, { name: 'g' }] },
      ],
    })
    const { rest, warnings } = fromChat(
      { tools: [tool('f', { parameters: { ...parameters, not: {} } }), tool('h', { parameters: { type: 'object' } })] },
      { takesPlainJsonSchema: false },
    )
    expect(rest.tools).toEqual([
      {
        functionDeclarations: [
          { name: 'f', parameters: { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } } } },
          { name: 'h' },
        ],
      },
    ])
    expect(warnings).toEqual([{ type: 'changed', field: 'tools[0].parameters', how: 'without not' }])
  })

  it('names that the vendor refuses are changed alike everywhere, and told', () => {
    const long = `get_${'x'.repeat(70)}`
    const { contents, rest, toolConfig, toolNames } = fromChat({
      ...messages(
        { role: 'assistant', tool_calls: [call('c', '1st', '{}')] },
        { role: 'tool', tool_call_id: 'c', content: 'r' },
      ),
      tools: [tool('1st'), tool('_1st'), tool(long)],
      tool_choice: { type: 'function', function: { name: '1st' } },
    })
    const [first, short] = [...(toolNames ?? [])].map(([wire]) => wire)
    expect([...(toolNames ?? [])].map(([, own]) => own)).toEqual(['1st', long])
    expect(first).toMatch(/^_1st_[0-9a-f]{8}$/)
    expect(short).toHaveLength(64)
    expect(rest.tools).toEqual([{ functionDeclarations: [{ name: first }, { name: '_1st' }, { name: short }] }])
    expect(toolConfig).toEqual({ functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [first] } })
    expect(contents).toMatchObject([
      { parts: [{ functionCall: { name: first } }] },
      { parts: [{ functionResponse: { name: first } }] },
    ])
    expect(fromChat({ tools: [tool('a.b:c-d')] }).toolNames).toBeUndefined()
  })

  const allowed = (mode: string, ...names: string[]) => ({
    type: 'allowed_tools',
    allowed_tools: { mode, tools: names.map((name) => tool(name)) },
  })
  it.each([
    ['auto', { mode: 'AUTO' }, ['f', 'g']],
    ['none', { mode: 'NONE' }, ['f', 'g']],
    ['required', { mode: 'ANY' }, ['f', 'g']],
    [tool('g'), { mode: 'ANY', allowedFunctionNames: ['g'] }, ['f', 'g']],
    [allowed('required', 'f', 'g'), { mode: 'ANY', allowedFunctionNames: ['f', 'g'] }, ['f', 'g']],
    [allowed('auto', 'g'), { mode: 'AUTO' }, ['g']],
  ])('the choice %j', (choice, functionCallingConfig, offered) => {
    const { toolConfig, rest } = fromChat({ tools: [tool('f'), tool('g')], tool_choice: choice })
    expect(toolConfig).toEqual({ functionCallingConfig })
    expect(rest.tools).toEqual([{ functionDeclarations: offered.map((name) => ({ name })) }])
  })

  it('a choice of nothing is not said', () => {
    const { toolConfig, warnings } = fromChat({ tools: [], tool_choice: 'required' })
    expect([toolConfig, warnings]).toEqual([undefined, [{ type: 'dropped', field: 'toolChoice' }]])
  })

  it('what cannot be said is warned of', () => {
    const { warnings } = fromChat({
      tools: [tool('f', { strict: true }), { type: 'custom', custom: { name: 'x' } }],
      parallel_tool_calls: false,
      user: 'u1',
      logit_bias: { 1: 2 },
      seed: 2 ** 40,
    })
    expect(warnings.map(({ field }) => field).sort()).toEqual(
      ['endUserId', 'logit_bias', 'mayCallToolsInParallel', 'seed', 'tools[0].strict', 'tools[1]'].sort(),
    )
  })
})
