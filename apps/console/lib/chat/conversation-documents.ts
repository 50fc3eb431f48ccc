// Asked by the browser itself: a conversation with pictures is larger than a form may be, and saving it must neither wait
// for a page nor lead to another one. conversation-documents.test.ts holds them against the API's schema.

const SUMMARY = 'id title version updatedAt'
const PROBLEMS = 'problems { code message }'
const FACTS =
  'requestId cost inputTokens cachedTokens outputTokens reasoningTokens firstTokenMs durationMs finishReason'
const MESSAGE = `id role text images omittedImageCount model reasoning state facts { ${FACTS} } error { code message }`
const PARAMETERS =
  'systemPrompt temperature topP maxTokens frequencyPenalty presencePenalty seed stop reasoningEffort isJson'
const KEEPING = 'isOn count maxCount maxConversationBytes retentionDays'

export const CONVERSATION_DOCUMENTS = {
  list: `query Conversations($search: String, $after: String) {
    conversations(first: 50, after: $after, filter: { search: $search }) {
      nodes { ${SUMMARY} } totalCount pageInfo { hasNextPage endCursor }
    }
  }`,
  get: `query Conversation($id: ID!) {
    conversation(id: $id) { ${SUMMARY} parameters { ${PARAMETERS} } lanes { model messages { ${MESSAGE} } } }
  }`,
  keeping: `query ConversationKeeping { conversationKeeping { ${KEEPING} } }`,
  setKeeping: `mutation SetConversationKeeping($input: SetConversationKeepingInput!) {
    setConversationKeeping(input: $input) { keeping { ${KEEPING} } ${PROBLEMS} }
  }`,
  save: `mutation SaveConversation($input: SaveConversationInput!) {
    saveConversation(input: $input) { conversation { ${SUMMARY} } ${PROBLEMS} }
  }`,
  rename: `mutation RenameConversation($input: RenameConversationInput!) {
    renameConversation(input: $input) { conversation { ${SUMMARY} } ${PROBLEMS} }
  }`,
  delete: `mutation DeleteConversations($input: DeleteConversationsInput!) {
    deleteConversations(input: $input) { deletedCount ${PROBLEMS} }
  }`,
} as const
