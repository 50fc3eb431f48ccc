import type { Sentence } from '../locale.js'

/** The log-in of the organisation. */
export const OIDC_TEXTS = {
  oidcNone: {
    en: 'This installation has no log-in of an organisation.',
    'zh-CN': '本系统未启用统一身份认证登录。',
  },
  oidcAway: {
    en: '{label} does not answer at the moment. Try again in a minute; whoever has a password here can use it.',
    'zh-CN': '{label} 暂时没有响应，请稍后重试；已设置本地密码的用户可改用密码登录。',
  },
  oidcFlowOver: {
    en: 'This log-in took too long, was used before or was begun in another browser. Start it again.',
    'zh-CN': '本次登录已超时、已使用过，或是在另一个浏览器中发起的。请重新登录。',
  },
  oidcCodeOver: {
    en: '{label} says that this log-in was used already or took too long. Start it again.',
    'zh-CN': '{label} 表示本次登录已使用过或已超时，请重新登录。',
  },
  oidcDenied: { en: '{label} did not let you in.', 'zh-CN': '{label} 拒绝了本次登录。' },
  oidcClock: {
    en: 'The clocks of {label} and of this server differ by more than a minute. Please tell an administrator{contact}.',
    'zh-CN': '{label} 与本服务器的时钟相差超过一分钟，请告知管理员{contact}。',
  },
  oidcMisconfigured: {
    en: 'The answer of {label} cannot be used ({detail}). Please tell an administrator{contact}.',
    'zh-CN': '{label} 的返回结果无法使用（{detail}），请告知管理员{contact}。',
  },
  oidcClaimMissing: {
    en: '{label} does not tell your user name ("{claim}"). Please tell an administrator{contact}.',
    'zh-CN': '{label} 未提供您的用户名（“{claim}”），请告知管理员{contact}。',
  },
  oidcNameForm: {
    en: 'Your user name at {label} cannot be one here: letters, digits and ._@- at most. Please ask an administrator{contact}.',
    'zh-CN': '您在 {label} 的用户名不符合本系统要求（仅限字母、数字和 ._@-），请联系管理员{contact}。',
  },
  oidcNoAccount: {
    en: 'There is no account for {name} yet. Ask the assistants of your course or an administrator{contact}.',
    'zh-CN': '尚无 {name} 的账号，请联系课程助教或管理员{contact}。',
  },
  oidcHasPassword: {
    en: 'The account {name} has a password of its own. Log in with it and connect {label} on the account page; if the account is not yours, ask an administrator{contact}.',
    'zh-CN':
      '账号 {name} 已设置本地密码。请先用密码登录，再在账号设置页绑定 {label}；若该账号不是您的，请联系管理员{contact}。',
  },
  oidcStaff: {
    en: 'The account {name} belongs to staff and is not handed over by name. Log in with its password and connect {label} on the account page, or ask an administrator{contact} for a one-time code.',
    'zh-CN':
      '账号 {name} 属于工作人员，不能仅凭用户名登录。请用密码登录后在账号设置页绑定 {label}，或向管理员{contact}索取一次性验证码。',
  },
  oidcOtherPerson: {
    en: 'The account {name} is connected to another person of {label}. Please ask an administrator{contact}.',
    'zh-CN': '账号 {name} 已绑定 {label} 的另一位用户，请联系管理员{contact}。',
  },
  oidcConnectedElsewhere: {
    en: 'You are connected to another account here already. Log out and log in with {label} to use it.',
    'zh-CN': '您在 {label} 的身份已绑定本系统的另一个账号，请退出后用它重新登录。',
  },
  oidcConnectedAlready: {
    en: 'This account is connected already.',
    'zh-CN': '该账号已绑定。',
  },
  oidcNotConnected: { en: 'This account is not connected.', 'zh-CN': '该账号未绑定。' },
  oidcOnlyWay: {
    en: 'This account has no password: set one first, or nobody could log in.',
    'zh-CN': '该账号没有密码，请先设置密码，否则将无法登录。',
  },
} as const satisfies Record<string, Sentence>
