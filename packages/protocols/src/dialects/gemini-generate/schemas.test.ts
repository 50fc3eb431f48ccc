import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromOpenApi } from './schema-from-open-api.js'
import { toOpenApi } from './schema-to-open-api.js'

describe('fromOpenApi', () => {
  it('reads types by their numbers, as protocol buffers may write them', () => {
    const schema = { type: 6, properties: { a: { type: 1 }, b: { type: 5, items: { type: 3 } }, c: { type: 0 } } }
    expect(fromOpenApi(schema)).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'array', items: { type: 'integer' } }, c: {} },
    })
  })

  it.each<[object, unknown]>([
    [{ type: 'STRING' }, { type: 'string' }],
    [{ type: 'string' }, { type: 'string' }],
    [{ type: 'TYPE_UNSPECIFIED', description: 'd' }, { description: 'd' }],
    [{ type: 'STRING', nullable: true }, { type: ['string', 'null'] }],
    [
      { type: 'STRING', nullable: true, enum: ['a'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [{ anyOf: [{ type: 'STRING' }], nullable: true }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [
      { type: 'STRING', format: 'enum', enum: ['a'] },
      { type: 'string', enum: ['a'] },
    ],
    [
      { type: 'ARRAY', minItems: '2', maxItems: 3, items: { type: 'NUMBER' } },
      { type: 'array', minItems: 2, maxItems: 3, items: { type: 'number' } },
    ],
    [
      { type: 'ARRAY', max_items: '3', any_of: [{ type: 'NULL' }] },
      { type: 'array', maxItems: 3, anyOf: [{ type: 'null' }] },
    ],
    [
      {
        type: 'OBJECT',
        properties: { b: { type: 'STRING' }, type: { type: 'INTEGER' } },
        propertyOrdering: ['type', 'b', 'gone'],
      },
      { type: 'object', properties: { type: { type: 'integer' }, b: { type: 'string' } } },
    ],
  ])('%j', (openApi, schema) => expect(JSON.stringify(fromOpenApi(openApi))).toBe(JSON.stringify(schema)))
})

describe('toOpenApi', () => {
  const convert = (schema: unknown) => toOpenApi(schema).schema

  it.each<[unknown, unknown]>([
    [{ type: 'string', format: 'uuid' }, { type: 'STRING' }],
    [
      { type: 'string', format: 'date-time' },
      { type: 'STRING', format: 'date-time' },
    ],
    [{ type: ['string', 'null'] }, { nullable: true, type: 'STRING' }],
    [{ type: ['string', 'integer'] }, { anyOf: [{ type: 'STRING' }, { type: 'INTEGER' }] }],
    [{ const: 'a' }, { type: 'STRING', enum: ['a'] }],
    [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, { nullable: true, type: 'STRING' }],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, { anyOf: [{ type: 'STRING' }, { type: 'NUMBER' }] }],
    [{ type: 'array' }, { type: 'ARRAY', items: { type: 'STRING' } }],
    [{ type: 'object', properties: {} }, { type: 'OBJECT' }],
    [{}, { type: 'OBJECT' }],
    [true, { type: 'OBJECT' }],
    [
      {
        $schema: 'x',
        type: 'object',
        additionalProperties: false,
        properties: { default: { type: 'string', default: 'a' }, readOnly: { type: 'boolean' } },
        required: ['default', 'gone'],
      },
      {
        type: 'OBJECT',
        properties: { default: { type: 'STRING' }, readOnly: { type: 'BOOLEAN' } },
        required: ['default'],
      },
    ],
    [
      {
        $ref: '#/$defs/a',
        $defs: {
          a: { type: 'object', properties: { next: { $ref: '#/$defs/b' } } },
          b: { type: 'integer', minimum: 1 },
        },
      },
      { type: 'OBJECT', properties: { next: { minimum: 1, type: 'INTEGER' } } },
    ],
    [
      {
        allOf: [
          { properties: { a: { type: 'string' } }, required: ['a'] },
          { properties: { b: { type: 'string' } }, required: ['b'] },
        ],
      },
      { type: 'OBJECT', properties: { a: { type: 'STRING' }, b: { type: 'STRING' } }, required: ['a', 'b'] },
    ],
  ])('%j', (schema, openApi) => expect(convert(schema)).toEqual(openApi))

  it('says which constraints went', () => {
    const schema = {
      type: 'object',
      properties: {
        n: { type: 'integer', enum: [1, 2], exclusiveMinimum: 0 },
        m: { type: 'array', uniqueItems: true },
      },
      additionalProperties: { type: 'string' },
      patternProperties: {},
    }
    expect(toOpenApi(schema).lost).toEqual([
      'additionalProperties',
      'enum',
      'exclusiveMinimum',
      'patternProperties',
      'uniqueItems',
    ])
  })

  it('a schema that holds itself becomes anything, and one that would become endless is cut', () => {
    const tree = {
      $defs: { t: { type: 'object', properties: { l: { $ref: '#/$defs/t' }, r: { $ref: '#' } } } },
      $ref: '#/$defs/t',
    }
    expect(toOpenApi(tree).lost).toContain('$ref')
    const bomb: Record<string, unknown> = { d0: { type: 'string' } }
    for (let level = 1; level < 40; level++) {
      const half = { $ref: `#/$defs/d${level - 1}` }
      bomb[`d${level}`] = { type: 'object', properties: { a: half, b: half, c: half } }
    }
    const { schema, lost } = toOpenApi({ $ref: '#/$defs/d39', $defs: bomb })
    expect(lost).toContain('depth')
    expect(JSON.stringify(schema).length).toBeLessThan(2_000_000)
  })

  const leaf = fc.record(
    {
      type: fc.constantFrom('STRING', 'INTEGER', 'NUMBER', 'BOOLEAN'),
      description: fc.string(),
      nullable: fc.constant(true),
    },
    { requiredKeys: ['type'] },
  )
  const { schema: anySchema } = fc.letrec((tie) => ({
    schema: fc.oneof({ depthSize: 'small' }, leaf, tie('object'), tie('list')),
    object: fc
      .dictionary(
        fc.string({ minLength: 1 }).filter((name) => !/^\d+$/.test(name)),
        tie('schema'),
        { minKeys: 1, maxKeys: 3 },
      )
      .map((properties) => ({ type: 'OBJECT', properties, required: Object.keys(properties) })),
    list: fc.record({ type: fc.constant('ARRAY'), minItems: fc.nat(9).map(String), items: tie('schema') }),
  }))

  it('undoes fromOpenApi', () => {
    fc.assert(
      fc.property(anySchema, (openApi) => {
        expect(toOpenApi(fromOpenApi(openApi))).toEqual({ schema: openApi, lost: [] })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (schema) => {
        expect(toOpenApi(schema).schema).toBeTypeOf('object')
      }),
    )
  })
})
