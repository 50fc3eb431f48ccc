export const ok = (name, detail) => ({ name, state: 'ok', detail })
export const warning = (name, detail, advice) => ({ name, state: 'warning', detail, advice })
export const problem = (name, detail, advice) => ({ name, state: 'problem', detail, advice })
