import {
  conversation,
  HELLO,
  loop,
  PNG,
  type RequestFeature,
  result,
  say,
  setting,
  TOOLS,
  text,
  tool,
} from './request-samples.js'
import { callableOf, callsOf, placesOf, toolsOf } from './request-views.js'

/** Functions that the model can call, their calls and their results. */
export const TOOL_FEATURES: readonly RequestFeature[] = [
  { ...conversation('functions', [HELLO], TOOLS), view: toolsOf },
  { ...conversation('functions with long or odd names', [HELLO], [tool(`ns.${'x'.repeat(40)}`)]), view: toolsOf },
  { ...conversation('strict functions', [HELLO], [tool('weather', { strict: true })]), view: toolsOf },
  setting('tool choice: auto', { toolChoice: { type: 'auto' } }, TOOLS),
  setting('tool choice: none', { toolChoice: { type: 'none' } }, TOOLS),
  setting('tool choice: any must be called', { toolChoice: { type: 'required' } }, TOOLS),
  setting('tool choice: this one', { toolChoice: { type: 'tool', name: 'weather' } }, TOOLS),
  {
    ...setting(
      'tool choice: some of them',
      { toolChoice: { type: 'allowed', mode: 'required', names: ['weather', 'clock'] } },
      [...TOOLS, tool('map')],
    ),
    view: callableOf,
  },
  setting('no calls in parallel', { mayCallToolsInParallel: false }, TOOLS),
  {
    ...conversation(
      'parallel calls and their results',
      loop([result('call_1', [text('18')]), result('call_2', [text('noon')])]),
      TOOLS,
    ),
    view: callsOf,
  },
  {
    ...conversation(
      'results, and words of the user after them',
      [...loop([result('call_1', [text('18')]), result('call_2', [text('noon')])]), say('user', 'And?')],
      TOOLS,
    ),
    view: (request) => [callsOf(request), placesOf(request)],
  },
  {
    ...conversation(
      'a tool that failed',
      loop([result('call_1', [text('boom')], true), result('call_2', [text('x')])]),
    ),
    view: (request) => request.messages.flatMap(({ parts }) => parts.map((part) => 'isError' in part && part.isError)),
  },
  {
    ...conversation(
      'an image that a tool gave',
      loop([result('call_1', [text('18'), PNG]), result('call_2', [text('x')])]),
    ),
    view: (request) =>
      request.messages.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === 'tool-result' ? part.parts.map(({ type }) => type) : [])),
      ),
  },
]
