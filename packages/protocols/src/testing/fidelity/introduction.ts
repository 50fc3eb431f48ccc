/** The head of docs/fidelity.md. */
export const INTRODUCTION = `# What arrives

Which part of a request, and of its answer, survives between a client of one dialect and an upstream of another. There are
four dialects on both sides, so sixteen pairs: find the chapter of the client's dialect, then the column of the upstream's.

| a cell says | it means |
| --- | --- |
| passed through | Same dialect: the bytes are the client's own, also what the gateway does not know. |
| carried | The other side gets it as its own kind would have said it. |
| carried with a note | It arrives in another form, told after the colon; each note is explained below. |
| impossible: without … | The upstream's dialect has no place for it. The request goes on without the named fields. |
| impossible: 400 … | It has no place there, and the request would mean something else without it: refused in these words. Other channels of the model are tried first. |
| impossible | Of answers: the client's dialect has no place for it. |
| – | The upstream's dialect does not have it, so nothing can be lost. |

Nothing of a request is lost in silence: what is left out or changed is named in the header \`x-tollgate-dropped\`, a lowered
limit in \`x-tollgate-clamped\`. A key in strict mode gets a 400 instead of either.

The tables hold for models that think, on upstreams that take all that their dialect has. A model or channel may take less
(its traits, see [channels](channels.md)); what is lost then is told in the same headers. For upstreams that take only
bytes of pictures and documents the gateway fetches what the client gave by address.

This file is made by a test that sends every feature through the codecs and looks at what comes out: \`npm run docs:fidelity\`
writes it anew, \`npm run check\` and \`npm test\` fail where it is not current or where anything is lost in silence.
`

/** What an administrator wants to know of each note. */
export const NOTES: readonly { note: RegExp; meaning: string }[] = [
  {
    note: /^a document of text as the text itself$/,
    meaning: 'The upstream takes no text files; the model reads the words as part of the message.',
  },
  {
    note: /^a failed tool is told in its text$/,
    meaning: 'There is no mark for failed calls; the result begins with “Error:”.',
  },
  {
    note: /^all words before all calls$/,
    meaning: 'The dialect keeps words and calls apart, so what the model said after a call stands before it.',
  },
  {
    note: /^(an effort of \w+ instead|as the effort \w+)$/,
    meaning:
      'One dialect counts tokens of thinking, the other names an effort: up to 2,048 is low, up to 8,192 medium.',
  },
  {
    note: /^as a message of the user after the results$/,
    meaning: 'Results of tools hold words only; the picture follows them.',
  },
  {
    note: /^as an instruction$/,
    meaning: 'There is no JSON mode; the model is asked for JSON in the instructions, and may disobey.',
  },
  { note: /^as complete$/, meaning: 'A reason that only its vendor knows is told as an ordinary end.' },
  {
    note: /^as words of the user$/,
    meaning: 'Instructions stand before the conversation only; later ones keep their place as words of the user.',
  },
  {
    note: /^as words, and the end says that it is one$/,
    meaning: 'The words of a refusal are ordinary words; that it is one is told by the reason of the end.',
  },
  { note: /^(at most \d+|the first \d+ only)$/, meaning: 'The upstream takes no more.' },
  {
    note: /^counted as plain input/,
    meaning: 'The tokens are in the total, not told apart. The bill is made of what the upstream told, not of this.',
  },
  {
    note: /^kept by the gateway under the id of the call$/,
    meaning:
      'The client has no place for it. The gateway keeps it for the owner of the key and puts it back when the result of that call comes; after 24 hours, or without the bus, the turn goes on without it.',
  },
  {
    note: /^sealed into the client’s own field/,
    meaning: 'The client sends it back with the next request, as it does with proofs of its own vendor.',
  },
  {
    note: /^shown where the upstream shows it unasked$/,
    meaning: 'Thinking cannot be asked for; what the upstream shows of it is passed on.',
  },
  {
    note: /^the first of them: these clients cannot ask for more$/,
    meaning: 'Answers have one choice.',
  },
  {
    note: /^the model (may begin|begins) a new turn instead of continuing this one$/,
    meaning: 'A begun answer is an earlier turn there; whether the model goes on with it is up to the upstream.',
  },
  {
    note: /^without `.*`$/,
    meaning: 'The thing itself arrives; the named field beside it does not.',
  },
]
