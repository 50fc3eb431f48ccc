import { toChatCall } from '../chat-request'
import { type CallCode, type CodeOptions, NODE_KEY, PYTHON_KEY, toCurl } from './call-code'
import { toJavaScript, toKeywordArguments, type Value } from './literals'

export function toOpenaiCode({ publicUrl, request }: CodeOptions): CallCode {
  const body = toChatCall(request) as unknown as { [key: string]: Value }
  const url = `${publicUrl}/v1`
  return {
    leftOut: [],
    texts: {
      curl: toCurl(`${url}/chat/completions`, ['Authorization: Bearer $TOLLGATE_KEY'], body),
      python: `# pip install openai
import os
from openai import OpenAI

client = OpenAI(base_url=${JSON.stringify(url)}, api_key=${PYTHON_KEY})
completion = client.chat.completions.create(
${toKeywordArguments(body)})
print(completion.choices[0].message.content)
`,
      node: `// npm install openai
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: ${JSON.stringify(url)}, apiKey: ${NODE_KEY} })
const completion = await client.chat.completions.create(${toJavaScript(body)})
console.log(completion.choices[0].message.content)
`,
    },
  }
}
