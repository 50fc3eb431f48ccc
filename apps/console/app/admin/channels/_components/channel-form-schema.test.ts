import { describe, expect, it } from 'vitest'
import { type ChannelForm, createChannelFormSchema, EMPTY_MODEL, toAddChannelInput } from './channel-form-schema'

const schema = createChannelFormSchema({
  nameMissing: 'name',
  baseUrlWrong: 'url',
  groupsMissing: 'groups',
  modelMissing: 'model',
  modelTwice: 'twice',
  priceWrong: 'price',
  countWrong: 'count',
  modelsMissing: 'models',
  apiVersionWrong: 'version',
})
const model = { ...EMPTY_MODEL, name: 'Qwen/QwQ-32B', inputPerMillion: '2', outputPerMillion: '0' }
const form: ChannelForm = {
  name: 'silicon',
  type: 'SILICONFLOW',
  apiVersion: '',
  baseUrl: 'http://10.1.2.3:8000',
  keys: 'k1\nk2\n',
  provider: '',
  groupIds: ['g'],
  models: [model],
}
const complaintsOf = (changed: Partial<ChannelForm>) =>
  schema.safeParse({ ...form, ...changed }).error?.issues.map(({ message, path }) => `${path.join('.')} ${message}`)

describe('the form of a channel', () => {
  it('takes an address without a path, no keys, and a price of 0', () => {
    expect(complaintsOf({ keys: '' })).toBeUndefined()
  })

  it('says at each field what is wrong', () => {
    expect(complaintsOf({ baseUrl: 'ftp://x' })).toEqual(['baseUrl url'])
    expect(complaintsOf({ apiVersion: '2024/10' })).toEqual(['apiVersion version'])
    expect(complaintsOf({ groupIds: [] })).toEqual(['groupIds groups'])
    expect(complaintsOf({ models: [{ ...model, inputPerMillion: '-1' }] })).toEqual(['models.0.inputPerMillion price'])
    expect(complaintsOf({ models: [{ ...model, outputPerMillion: '' }] })).toEqual(['models.0.outputPerMillion price'])
    expect(complaintsOf({ models: [{ ...model, maxOutputTokens: '8k' }] })).toEqual(['models.0.maxOutputTokens count'])
    expect(complaintsOf({ models: [model, model] })).toEqual(['models.1.name twice'])
  })

  it('sends a version of the API only where one was typed', () => {
    expect(toAddChannelInput(form).channel.settings).toBeUndefined()
    expect(toAddChannelInput({ ...form, apiVersion: '2024-10-21' }).channel.settings).toEqual({
      apiVersion: '2024-10-21',
    })
  })

  it('becomes one mutation; an upstream name that differs is a mapping', () => {
    const renamed = { ...model, name: 'claude', upstreamName: 'qwen', maxOutputTokens: '8192' }
    const input = toAddChannelInput({ ...form, models: [model, renamed] })
    expect(input.channel).toMatchObject({
      type: 'SILICONFLOW',
      keys: ['k1', 'k2'],
      models: ['Qwen/QwQ-32B', 'claude'],
      modelMapping: [{ publicName: 'claude', upstreamName: 'qwen' }],
    })
    expect(input.models[1]).toMatchObject({
      name: 'claude',
      maxOutputTokens: 8192,
      contextTokens: null,
      groupIds: ['g'],
      price: { inputPerMillion: '2', outputPerMillion: '0', cacheReadPerMillion: null },
    })
  })
})
