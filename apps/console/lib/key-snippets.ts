export const SNIPPET_NAMES = ['curl', 'python', 'node', 'claudeCode', 'codex', 'geminiCli'] as const
export type SnippetName = (typeof SNIPPET_NAMES)[number]

export interface SnippetOptions {
  publicUrl: string
  secret: string
  modelName: string
}

/** By program; programs that cannot use the model have none. */
export type Snippets = Readonly<Partial<Record<SnippetName, string>>>

/** For a model that makes vectors and nothing else. */
export function createEmbeddingSnippets({ publicUrl, secret, modelName }: SnippetOptions): Snippets {
  const model = JSON.stringify(modelName)
  return {
    curl: `curl ${publicUrl}/v1/embeddings \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": ${model.replaceAll("'", "'\\''")}, "input": "Hello"}'
`,
    python: `# pip install openai
from openai import OpenAI

client = OpenAI(base_url="${publicUrl}/v1", api_key="${secret}")
answer = client.embeddings.create(model=${model}, input="Hello")
print(answer.data[0].embedding)
`,
    node: `// npm install openai
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: '${publicUrl}/v1', apiKey: '${secret}' })
const answer = await client.embeddings.create({ model: ${model}, input: 'Hello' })
console.log(answer.data[0].embedding)
`,
  }
}

/** Ready to paste: this installation's address, this key, a model that it may call. */
export function createSnippets({ publicUrl, secret, modelName }: SnippetOptions) {
  const model = JSON.stringify(modelName)
  return {
    curl: `curl ${publicUrl}/v1/chat/completions \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": ${model.replaceAll("'", "'\\''")}, "messages": [{"role": "user", "content": "Hello"}]}'
`,
    python: `# pip install openai
from openai import OpenAI

client = OpenAI(base_url="${publicUrl}/v1", api_key="${secret}")
answer = client.chat.completions.create(
    model=${model},
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)
`,
    node: `// npm install openai
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: '${publicUrl}/v1', apiKey: '${secret}' })
const answer = await client.chat.completions.create({
  model: ${model},
  messages: [{ role: 'user', content: 'Hello' }],
})
console.log(answer.choices[0].message.content)
`,
    claudeCode: `export ANTHROPIC_BASE_URL=${publicUrl}
export ANTHROPIC_AUTH_TOKEN=${secret}
export ANTHROPIC_MODEL=${shellWord(modelName)}
claude
`,
    codex: `export TOLLGATE_KEY=${secret}
codex -m ${shellWord(modelName)} \\
  -c model_provider=tollgate \\
  -c model_providers.tollgate.name=Tollgate \\
  -c model_providers.tollgate.base_url=${publicUrl}/v1 \\
  -c model_providers.tollgate.env_key=TOLLGATE_KEY \\
  -c model_providers.tollgate.wire_api=responses
`,
    geminiCli: `export GOOGLE_GEMINI_BASE_URL=${publicUrl}
export GEMINI_API_KEY=${secret}
gemini -m ${shellWord(modelName)}
`,
  } satisfies Snippets
}

/** The file that the OpenAI clients read their settings from. */
export const createEnvFile = ({ publicUrl, secret }: Omit<SnippetOptions, 'modelName'>): string =>
  `OPENAI_BASE_URL=${publicUrl}/v1\nOPENAI_API_KEY=${secret}\n`

const shellWord = (text: string): string => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
