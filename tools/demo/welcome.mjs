// Pure: what the demo prints when everything is up.

const row = (role, username, password, remark) =>
  `  ${role.padEnd(10)}${username.padEnd(14)}${password.padEnd(36)}${remark}`

/** Address, log-ins and a call to paste. @param secrets as of demo-secrets.mjs */
export function welcome({ publicUrl, admin, secrets }) {
  const student = (number, username, remark) =>
    row('student', username, secrets[`DEMO_STUDENT_${number}_PASSWORD`], remark)
  const body = JSON.stringify({ model: 'demo-chat', messages: [{ role: 'user', content: 'Hello!' }] })
  return `
  ${publicUrl}

${row('log in as', 'user name', 'password', '')}
${row('root', admin.username, admin.password, 'unless you have changed it')}
${row('finance', 'finance', secrets.DEMO_FINANCE_PASSWORD, 'reads, grants nothing')}
${student(1, '2200011111', '20 CNY')}
${student(2, '2200011112', '50 CNY, group vip: more models, 1.5 times the price')}
${student(3, '2200011113', '0.05 CNY: soon used up')}
  or register with any ten digits and the join code ${secrets.DEMO_JOIN_CODE}

  The models are answered by the demo upstream on this machine; there is no model behind it. Try it:

curl ${publicUrl}/v1/chat/completions \\
  -H 'Authorization: Bearer ${secrets.DEMO_STUDENT_1_KEY}' \\
  -H 'Content-Type: application/json' \\
  -d '${body}'
`
}
