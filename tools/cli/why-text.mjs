// Pure: an explanation of routing → text for people.

export function textOfWhy(explanation) {
  const { modelName, groupName, isScheduled, callerSentence, callerUntil, candidates, counts, candidateCount } =
    explanation
  const title = `${modelName} in group ${groupName}: ${isScheduled ? 'scheduled' : 'not scheduled'}`
  const caller = callerSentence ? [`  ${callerSentence}${untilOf(callerUntil)}`] : []
  const lines = candidates.map((candidate) => `  ${lineOf(candidate)}`)
  const rest = candidateCount - candidates.length
  return [
    title,
    ...caller,
    ...(candidateCount === 0 ? ['  No channel names this model.'] : []),
    ...lines,
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    ...(counts.length > 1 ? ['', ...counts.map(({ count, sentence }) => `${count} × ${sentence}`)] : []),
  ].join('\n')
}

function lineOf({ channelName, keyLastFour, upstreamModel, reason, sentence, detail, until, rank }) {
  const target = [
    channelName,
    ...(keyLastFour ? [`key …${keyLastFour}`] : []),
    ...(upstreamModel ? [`as ${upstreamModel}`] : []),
  ].join(', ')
  if (!reason)
    return `${rank ? `${rank}. ` : '   '}${target}: ${rank ? 'would be tried' : 'may be called, others come first'}`
  return ` - ${target}: ${sentence}${detail ? ` (${detail})` : ''}${untilOf(until)}`
}

const untilOf = (until) => (until ? ` Until ${until}.` : '')
