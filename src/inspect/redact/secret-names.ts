/** Whether a field, header or parameter of this name holds a secret; case, `-`, `_` and dots do not matter. */
export function isSecretName(name: string): boolean {
  const known = verdicts.get(name)
  if (known !== undefined) return known
  const verdict = SECRET.test(
    name
      .slice(0, LONGEST)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  )
  // The names of a program are few; those in its data need not be.
  if (verdicts.size === MOST_VERDICTS) verdicts.clear()
  verdicts.set(name, verdict)
  return verdict
}

const LONGEST = 200

const MOST_VERDICTS = 1000

const verdicts = new Map<string, boolean>()

const SECRET = new RegExp(
  [
    // Anywhere in a name: dbPassword, passwordHash, clientSecret, x-api-key, secretAccessKey, proxy-authorization.
    'passw(?:or)?d',
    'passphrase',
    'passcode',
    'secret(?!ar)',
    'credential',
    'authorization',
    '(?:api|access|private|signing|encryption)key',
    // At its end: csrf_token, next_page_tokens, set-cookie, PHPSESSID.
    '(?:tokens?|cookies?|signature|sess(?:ion)?id)$',
    // All of it.
    '^(?:auth|bearer|connectsid|jwt|otp|pass|pin|pwd|sid|sig)$',
  ].join('|'),
)
