import type { Sentence } from '../locale.js'

/** Accounts, log-ins and groups. */
export const PEOPLE_TEXTS = {
  wrongCredentials: { en: 'User name or password is wrong.', 'zh-CN': '用户名或密码错误。' },
  wrongPassword: { en: 'The present password is wrong.', 'zh-CN': '当前密码错误。' },
  accountDisabled: { en: 'This account is disabled.', 'zh-CN': '该账号已停用。' },
  accountPending: {
    en: 'This account waits for an administrator.',
    'zh-CN': '该账号正在等待管理员审核。',
  },
  notPendingAgain: {
    en: 'An account does not go back to waiting: disable it instead.',
    'zh-CN': '账号不能改回待审核状态，请改为停用。',
  },
  usernamePattern: { en: 'The user name does not have the required form.', 'zh-CN': '用户名格式不符合要求。' },
  usernameTaken: { en: 'There is an account of this name already.', 'zh-CN': '该用户名已注册。' },
  unknownJoinCode: { en: 'This join code is not known.', 'zh-CN': '加入码无效。' },
  passwordTooShort: { en: 'A password has at least 8 characters.', 'zh-CN': '密码至少需要 8 个字符。' },
  passwordTooLong: { en: 'A password has at most 200 characters.', 'zh-CN': '密码最多 200 个字符。' },
  userNotActive: { en: 'This account is not active.', 'zh-CN': '该账号未启用。' },
  groupInUse: {
    en: 'This group is still used by {count} keys.',
    'zh-CN': '该分组仍被 {count} 个密钥使用。',
  },
  defaultGroup: { en: 'The default group stays.', 'zh-CN': '默认分组不能删除。' },
  lastRoot: { en: 'The last root account must stay.', 'zh-CN': '必须保留最后一个 root 账号。' },
  wrongOneTimeCode: {
    en: 'This user name and code do not belong together, or the code has ended. Ask for a new one.',
    'zh-CN': '用户名与一次性验证码不匹配，或验证码已失效。请重新申请。',
  },
  wrongSecondFactor: {
    en: 'This code is not right, or was used before. Wait for the next one.',
    'zh-CN': '验证码不正确或已使用过，请等待下一个验证码。',
  },
  secondFactorOn: {
    en: 'A second factor is set up already: remove it first.',
    'zh-CN': '已启用两步验证，请先关闭。',
  },
  secondFactorOff: { en: 'There is no second factor.', 'zh-CN': '尚未启用两步验证。' },
  secondFactorRequired: {
    en: 'This installation asks everybody of your role for a second factor.',
    'zh-CN': '本系统要求您所属角色必须启用两步验证。',
  },
  notYourself: { en: 'Nobody takes his own account away.', 'zh-CN': '不能删除自己的账号。' },
  noSuchUser: { en: 'There is no such user.', 'zh-CN': '该用户不存在。' },
  userNotManaged: {
    en: 'Only root changes administrators and roots.',
    'zh-CN': '只有超级管理员可以更改管理员账号。',
  },
  someUsersRefused: {
    en: 'Nothing was changed: {count} of these users cannot be changed so. Leave them out, or change the others only.',
    'zh-CN': '未作任何更改：所选用户中有 {count} 位无法这样更改。请取消选择这些用户，或仅更改其余用户。',
  },
  otherTerms: {
    en: 'The terms have changed meanwhile: read them again.',
    'zh-CN': '使用条款已更新，请重新阅读。',
  },
} as const satisfies Record<string, Sentence>
