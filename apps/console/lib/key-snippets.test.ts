import { describe, expect, it } from 'vitest'
import { createEmbeddingSnippets, createEnvFile, createSnippets } from './key-snippets'

describe('snippets', () => {
  const snippets = createSnippets({ publicUrl: 'https://llm.example.edu', secret: 'sk-u1', modelName: "a/b'c d" })

  it('carry this installation, the key and the model', () => {
    expect(snippets.curl).toContain('https://llm.example.edu/v1/chat/completions')
    expect(snippets.python).toContain('model="a/b\'c d"')
    expect(snippets.claudeCode).toContain('ANTHROPIC_BASE_URL=https://llm.example.edu\n')
    expect(snippets.codex).toContain('base_url=https://llm.example.edu/v1 ')
    expect(snippets.geminiCli).toContain('GOOGLE_GEMINI_BASE_URL=https://llm.example.edu\n')
    expect(createEnvFile({ publicUrl: 'https://x', secret: 's' })).toBe(
      'OPENAI_BASE_URL=https://x/v1\nOPENAI_API_KEY=s\n',
    )
  })

  it('ask a model that makes vectors for vectors, where programs can', () => {
    const options = { publicUrl: 'https://x', secret: 's', modelName: "it's" }
    const { curl, node, python, ...others } = createEmbeddingSnippets(options)
    expect(curl).toContain('https://x/v1/embeddings')
    expect(curl).toContain(`{"model": "it'\\''s", "input": "Hello"}`)
    expect([node, python].every((text) => text?.includes('embeddings.create('))).toBe(true)
    expect(others).toEqual({})
  })

  it('survive the shell', () => {
    expect(snippets.curl).toContain(`"a/b'\\''c d"`)
    expect(snippets.claudeCode).toContain(`ANTHROPIC_MODEL='a/b'\\''c d'`)
  })
})
