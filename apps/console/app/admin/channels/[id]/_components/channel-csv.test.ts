import { describe, expect, it } from 'vitest'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import type { MarginRow } from '@/lib/admin-api/costs'
import { type CsvOptions, wholeCsv } from '@/lib/csv/csv-response'
import { KEY_SHEET, MODEL_SHEET, TEST_SHEET } from './channel-csv'
import { modelLinesOf } from './model-lines'

const CHANNEL = {
  models: ['a', '=b'],
  modelMapping: [
    { publicName: 'a', upstreamName: 'a' },
    { publicName: 'c', upstreamName: 'up-c' },
  ],
  deniedModels: ['=b'],
  lacks: [{ modelName: 'a', abilities: ['tools', 'vision'] }],
  costs: [
    {
      ...{ modelName: 'a', currency: 'USD', exchangeRate: '7.1', inputPerMillion: '1', outputPerMillion: '4' },
      ...{ cacheReadPerMillion: null, perRequest: '0' },
    },
  ],
} as unknown as ChannelDetail
const MARGIN = {
  modelName: 'a',
  calls: '3',
  uncostedCalls: '1',
  charged: '9',
  cost: '5',
  margin: null,
} as unknown as MarginRow

async function linesOf<Row>(sheet: Pick<CsvOptions<Row>, 'header' | 'cellsOf'>, ...rows: readonly Row[]) {
  const text = await (await wholeCsv({ ...sheet, fileName: 'x', rows })).text()
  const [header, ...lines] = text.trimEnd().split('\r\n')
  expect(header?.split(',')).toEqual(sheet.header)
  for (const line of lines) expect(line.split(',').length, line).toBe(sheet.header.length)
  return lines
}

describe('the tables of a channel as files', () => {
  it('models with their names at the upstream, what they lack, cost and what is left; a formula is none', async () => {
    expect(await linesOf(MODEL_SHEET, ...modelLinesOf(CHANNEL, [MARGIN]))).toEqual([
      'a,,false,tools vision,USD,7.1,1,4,,0,3,1,9,5,',
      "'=b,,true,,,,,,,,,,,,",
      'c,up-c,false,,,,,,,,,,,,',
    ])
  })

  it('keys as people see them: state, the last word on it, limits', async () => {
    const key = { id: 'k', lastFour: 'abcd', isActive: true, healthUntil: '2026-11-22T00:00:00Z', rpm: 60, tpm: null }
    expect(await linesOf(KEY_SHEET, { ...key, health: 'rate_limited', healthNote: '+1 429' })).toEqual([
      "abcd,cooling,2026-11-22T00:00:00Z,'+1 429,60,,k",
    ])
  })

  it('tests with what they found', async () => {
    const test = { id: 't', at: '2026-11-22T00:00:00Z', cause: 'ASKED', isOk: false, isAccessDenied: true, status: 403 }
    const row = {
      ...test,
      modelName: 'a',
      latencyMs: null,
      text: '@no',
      code: 'x',
      channelKeyId: null,
    } as ChannelTestRun
    expect(await linesOf(TEST_SHEET, row)).toEqual(["2026-11-22T00:00:00Z,a,false,true,403,,'@no,x,ASKED,,t"])
  })
})
