/** A model that makes vectors does nothing else: it has no place in a conversation. */
export const canTalk = ({ abilities }: { abilities: readonly string[] }): boolean => !abilities.includes('embedding')
