import { isSecretName } from './secret-names.ts'

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

/** Hides the secrets that can be told from a text alone: by what they look like, or by the name before them. */
export const redactText = (text: string): string =>
  !SUSPECT.test(text)
    ? text
    : hidePairs(SECRETS.reduce((shown, [pattern, replacement]) => shown.replace(pattern, replacement), text))

/** What every secret that is known here has in it: most texts have not, and this is asked of each. */
const SUSPECT = /[:=]|eyJ|[_-]|AKIA|AIza|bearer|basic|digest|negotiate/i

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
    REDACTED,
  ],
  // https://user:password@host, and where the password has a slash in it; not https://host:80/@user.
  [/:\/\/[^\s/?#"'<>]{0,500}@/g, `://${REDACTED}@`],
  [/:\/\/[^\s/?#"'<>:@]{0,100}:(?!\d+[/?#])[^\s"'<>@]{0,500}@/g, `://${REDACTED}@`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, REDACTED],
  [
    /\b(?:[spr]k[-_](?:[a-z]+[-_])*\w{16,}|gh[a-z]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|npm_\w{16,}|xox[a-z]-[\w-]{8,}|AKIA[A-Z0-9]{12,}|AIza[\w-]{20,})/g,
    REDACTED,
  ],
  [
    // In prose the next word is no credential: "Basic authentication failed".
    /\b(bearer|basic|digest|negotiate)(\s{1,3})(?!(?:access|and|auth\w*|credentials?|error|header|http|info\w*|is|of|or|plan|realm|scheme|support|tokens?|types?|usage|was)\b)[\w.~+/=:-]{3,}/gi,
    `$1$2${REDACTED}`,
  ],
  // All that follows, as these headers have several parts.
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)(\s{0,3}[:=]\s{0,3})[^\s"'[][^\r\n"']*/gi, `$1$2${REDACTED}`],
]

/** Hides the value in `token=…`, `"password": "…"`, `--api-key …` and their like, also in JSON within JSON. */
const hidePairs = (text: string): string => hideAfter(FLAG, hideAfter(NAME, text))

function hideAfter(pattern: RegExp, text: string): string {
  let shown = ''
  let end = 0
  for (const match of text.matchAll(pattern)) {
    // Both patterns have two groups.
    const [head, name, separator] = match as unknown as readonly [string, string, string]
    const { index } = match
    const start = index + head.length
    if (index < end || !(isSecretName(name) || isKeyParameter(name, text[index - 1]))) continue
    VALUE.lastIndex = start
    const value = VALUE.exec(text)?.[0]
    if (value === undefined || isHarmless(value) || isLine(name, separator, value)) continue
    shown += text.slice(end, start) + hideIn(value)
    end = start + value.length
  }
  return shown + text.slice(end)
}

const NAME = /\b([a-z][\w.-]{1,80})((?:\\{0,3}["'])?\]?[ \t]{0,3}(?:=>?|:)[ \t]{0,3})/gi

const FLAG = /--([a-z][\w-]{1,80})([ \t]{1,3})(?!-)/gi

/** In quotes, in the quotes of JSON within JSON, or up to what ends a value in URLs and prose. */
const VALUE =
  /"(?:[^"\\]|\\.)*"?|\\{1,3}"(?:[^"\\]|\\(?!"))*(?:\\{1,3}")?|'(?:[^'\\]|\\.)*'?|[^\s&;,"'<>()[\]{}]+/sy

/** Google's, among others; elsewhere a key is none of those that open something. */
const isKeyParameter = (name: string, before: string | undefined) =>
  name === 'key' && (before === '?' || before === '&')

const isHarmless = (value: string) => /^(?:true|false|null|undefined)$/.test(value)

/** As a stack has it: `token.js:12:5`. */
const isLine = (name: string, separator: string, value: string) =>
  separator === ':' && name.includes('.') && /^\d+(?::\d+)?$/.test(value)

/** Leaves the quotes. */
const hideIn = (value: string): string => {
  const quote = /^\\*["']/.exec(value)?.[0] ?? ''
  return quote + REDACTED + (value.length > quote.length && value.endsWith(quote) ? quote : '')
}
