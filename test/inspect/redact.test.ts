import { retry, runWithRetry, stopAfterAttempt } from 'holdfast'
import { attach, createInspector, redact } from 'holdfast/inspect'
import { describe, expect, onTestFinished, test } from 'vitest'

import { rejection } from '../support/settled.ts'

/** No word of prose, so that it can be told from what is around it. */
const SECRET = 'hUnT3r-2f9Kz'
const base64 = Buffer.from(`bob:${SECRET}`).toString('base64')

/** All that is told of a session whose function gives a value, or throws one. */
async function told(fn: () => unknown, options: Parameters<typeof createInspector>[0] = {}): Promise<string> {
  const inspector = createInspector(options)
  onTestFinished(attach(inspector))
  await retry({ stop: stopAfterAttempt(2) })(async () => fn())().catch(() => {})
  return JSON.stringify(inspector.messages())
}

const errorWith = (fields: object) => Object.assign(new Error('down'), fields)

const SECRET_NAMES = `
  authorization Authorization AUTHORIZATION proxy-authorization Proxy_Authorization
  cookie cookies set-cookie setCookie connect.sid PHPSESSID JSESSIONID sid
  password Password passwd passphrase passcode pwd dbPassword password_hash pass
  secret secrets clientSecret client_secret AWS_SECRET_ACCESS_KEY webhook-secret
  token tokens accessToken access_token refresh-token idToken csrf_token x-auth-token
  apiKey api_key apikey API-KEY x-api-key X-Goog-Api-Key accessKeyId private_key privateKey signingKey encryption_key
  signature sig credentials auth jwt bearer otp sessionId session_id sessionid
`
  .trim()
  .split(/\s+/)

describe.each(SECRET_NAMES)('the value of %s is hidden', (name) => {
  test.each<[string, (name: string) => unknown]>([
    ['a field', () => ({ [name]: SECRET })],
    ['a field that holds more', () => ({ [name]: { value: SECRET, more: [SECRET] } })],
    ['a field far within', () => ({ a: [{ b: { [name]: [SECRET] } }] })],
    ['a map', () => new Map([[name, SECRET]])],
    [
      'pairs',
      () => ({
        headers: [
          ['accept', '*'],
          [name, SECRET],
        ],
      }),
    ],
    ['raw headers', () => ({ rawHeaders: ['accept', '*', name, SECRET] })],
    ['a list of names and values', () => ({ headers: [{ name, value: SECRET }] })],
    ['parameters', () => new URLSearchParams({ [name]: SECRET })],
    ['a URL', () => new URL(`https://example.com/?${name}=${SECRET}&page=2`)],
    ['an error’s field', () => Promise.reject(errorWith({ config: { [name]: SECRET } }))],
    ['a text', () => `sent ${name}=${SECRET}; and got nothing`],
    ['JSON in a text', () => JSON.stringify({ [name]: SECRET, n: 1 })],
    ['JSON in JSON', () => JSON.stringify(JSON.stringify({ [name]: SECRET }))],
  ])('in %s', async (_place, fn) => {
    expect(await told(() => fn(name))).not.toContain(SECRET)
  })
})

describe.each<[string, () => unknown]>([
  [
    'headers',
    () => new Headers({ authorization: `Bearer ${SECRET}`, 'X-Api-Key': SECRET, Cookie: `sid=${SECRET}` }),
  ],
  [
    'a form',
    () => {
      const form = new FormData()
      form.append('password', SECRET)
      return form
    },
  ],
  [
    'a class’s field',
    () =>
      new (class Client {
        readonly apiKey = SECRET
      })(),
  ],
  ['credentials in a URL', () => `connect to postgres://bob:${SECRET}@db.example.com:5432/app`],
  ['credentials without a user', () => `redis://:${SECRET}@cache`],
  ['a password with a slash', () => `redis://bob:${SECRET}/x@cache`],
  ['a password with a colon and an at sign', () => `amqp://bob:a:b@${SECRET}@queue`],
  ['a token as a URL’s user', () => `https://${SECRET}@github.com/x/y.git`],
  ['a URL in a field', () => ({ url: new URL(`https://bob:${SECRET}@example.com/`) })],
  ['Google’s key', () => `https://maps.example.com/?q=1&key=${SECRET}`],
  ['a bearer token', () => `the header was Bearer ${SECRET}`],
  ['basic credentials', () => `the header was Basic ${base64}`],
  [
    'a header line',
    () => `GET / HTTP/1.1\r\nAuthorization: AWS4 Credential=x, Signature=${SECRET}\r\nAccept: *`,
  ],
  ['a cookie line', () => `Cookie: theme=dark; id=${SECRET}; a=b`],
  ['a set-cookie line', () => `Set-Cookie: id=${SECRET}; Path=/; HttpOnly`],
  ['a quoted password with a quote in it', () => JSON.stringify({ password: `a"b${SECRET}` })],
  ['a quoted password without an end', () => `{"password":"${SECRET} and more`],
  ['an option of a command', () => `Command failed: run --api-key=${SECRET} --password ${SECRET} --verbose`],
  ['an environment', () => `DB_PASSWORD='${SECRET}' node app.js`],
  ['Ruby’s form', () => `:password => "${SECRET}"`],
  ['a JSON web token', () => `got eyJhbGciOiJIUzI1NiJ9.eyJ${SECRET}.${SECRET}`],
  ['a private key', () => `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----`],
  ['a private key that is cut', () => `-----BEGIN PRIVATE KEY-----\n${SECRET}\n`],
  ['an error’s message', () => Promise.reject(new Error(`https://bob:${SECRET}@example.com failed`))],
  ['an error’s stack', () => Promise.reject(errorWith({ stack: `Error: token=${SECRET}\n    at x.js:1:2` }))],
  ['an error’s name', () => Promise.reject(errorWith({ name: `Bearer ${SECRET}` }))],
  ['a cause', () => Promise.reject(new Error('down', { cause: errorWith({ password: SECRET }) }))],
  ['a cause that is no error', () => Promise.reject(new Error('down', { cause: `token: ${SECRET}` }))],
  [
    'an aggregate',
    () => Promise.reject(new AggregateError([new Error(`token=${SECRET}`), errorWith({ token: SECRET })])),
  ],
  ['what is thrown and no error', () => Promise.reject({ headers: { cookie: SECRET } })],
  ['a text that is thrown', () => Promise.reject(`Bearer ${SECRET}`)],
  ['what toJSON gives', () => ({ toJSON: () => ({ token: SECRET }) })],
  ['a key of a map', () => new Map([[`https://bob:${SECRET}@example.com`, 1]])],
  ['a pattern', () => new RegExp(`token=${SECRET}`)],
])('a secret in %s', (_place, fn) => {
  test('is hidden', async () => {
    expect(await told(fn)).not.toContain(SECRET)
  })
})

test.each([
  `sk-proj-${'aB3'.repeat(8)}`,
  `sk_live_${'aB3'.repeat(8)}`,
  `ghp_${'aB3'.repeat(12)}`,
  `github_pat_${'aB3'.repeat(12)}`,
  `glpat-${'aB3'.repeat(7)}`,
  `npm_${'aB3'.repeat(12)}`,
  'xoxb-123456789012-abcdefghij',
  'AKIAIOSFODNN7EXAMPLE',
  `AIza${'aB3'.repeat(11)}`,
])('the token %s is known by its form', (token) => {
  expect(redact(`got ${token}, and went on`, [])).toBe('got [redacted], and went on')
})

test('a secret where a text is cut is hidden', async () => {
  for (const start of [3990, 3999, 7980, 7999]) {
    const text = `${'x'.repeat(start - 40)} https://bob:${SECRET}${SECRET}@example.com ${'y'.repeat(9000)}`
    const shown = await told(() => text)
    expect(shown).not.toContain(SECRET)
  }
})

test('names, ids and parameters are hidden too', async () => {
  const inspector = createInspector()
  await rejection(
    runWithRetry(
      {
        name: `GET https://bob:${SECRET}@example.com`,
        retry: Object.assign(() => false, { label: `Bearer ${SECRET}` }),
      },
      () => Promise.reject(new Error('down')),
      { inspect: inspector.inspect, id: `token=${SECRET}` },
    ),
  )
  const { messages } = inspector
  expect(JSON.stringify(messages())).not.toContain(SECRET)
  expect(messages()[1]).toMatchObject({ name: 'GET https://[redacted]@example.com', key: 'token=[redacted]' })
})

/** Values that are no secrets: each is shown as it is. */
const HARMLESS: readonly unknown[] = [
  { author: 'Ann', authority: 'x', authorName: 'Ann', oauthProvider: 'acme' },
  { secretary: 'Bob', passenger: 'Ann', compass: 'N', bypass: 'x', passive: 'x', tokenizer: 'bpe' },
  {
    monkey: 1,
    keyboard: 'x',
    primaryKey: 7,
    idempotencyKey: 'a-1',
    attemptKey: 'a-1:2',
    key: 'x',
    cacheKey: 'x',
  },
  {
    cookieConsent: 'yes',
    sessionCount: 3,
    tokenCount: 9,
    maxTokens: 4096,
    totalTokens: 12,
    pass: 3,
    fail: 1,
  },
  { hasPassword: true, password: null, token: false, isSecret: true },
  { id: 42, status: 'paid', at: '2026-01-01T00:00:00.000Z', amount: 10.5, ok: true, none: null },
  { inside: 'x', aside: 'x', design: 'x', assigned: 'x' },
  ['password', 'email'],
  { fields: ['password', 'token'], names: ['id', 'name', 'token'] },
  {
    headers: [
      ['accept', 'text/html'],
      ['content-type', 'application/json'],
    ],
    rawHeaders: ['accept', '*'],
  },
  [{ name: 'accept', value: '*' }, { name: 'token' }, { value: 'x' }, { name: 1, value: 'x' }],
  'Unexpected token < in JSON at position 0',
  'connect ECONNREFUSED 127.0.0.1:5432',
  'https://example.com:8080/@user/page?page=2&sort=name#top',
  'https://host:8080/a@b and https://medium.com/@user',
  'mailto:ann@example.com',
  'ann@example.com wrote: see a:b and c=d',
  'Basic authentication failed, Bearer token missing, Digest auth is off',
  'the basic plan, a bearer of news',
  'at load (file:///app/token.js:12:5)',
  'at Object.<anonymous> (/app/src/password.ts:3:14)',
  'run --token-file a.txt --password --verbose, and no token here',
  'retry@1: attempt 3 of 5; waits: 200 ms',
  '{"page":2,"keys":["a"],"password":null,"token":true}',
  'x'.repeat(3000),
]

test.each(HARMLESS.map((value) => [JSON.stringify(value).slice(0, 80), value] as const))(
  'what is no secret is shown as it is: %s',
  async (_title, value) => {
    expect(await told(() => value)).toContain(`"output":${JSON.stringify(value)}`)
  },
)

test('a stack keeps its lines', async () => {
  const error = new Error('down')
  expect(await told(() => Promise.reject(error))).toContain(JSON.stringify(error.stack))
})

describe('a sanitiser of one’s own', () => {
  test('sees each value with its path, objects before their members, and may call redact', async () => {
    const seen: string[] = []
    const text = await told(() => ({ ssn: '078-05-1120', password: SECRET, shown: 'yes', list: [1] }), {
      sanitize: (value, path) => {
        if (path[0] === 'output') seen.push(path.join('.'))
        return path.at(-1) === 'ssn' ? '[ssn]' : redact(value, path)
      },
    })
    expect(seen).toStrictEqual([
      'output',
      'output.ssn',
      'output.password',
      'output.shown',
      'output.list',
      'output.list.0',
    ])
    expect(text).toContain('{"ssn":"[ssn]","password":"[redacted]","shown":"yes","list":[1]}')
    expect(text).not.toContain('078-05-1120')
  })

  test('may leave a value out, or put another in its place', async () => {
    const text = await told(() => ({ a: 1, b: [1, 2], c: 3 }), {
      sanitize: (value, path) =>
        path.at(-1) === 'a' ? undefined : path.at(-1) === 'c' ? { d: new Date(0) } : value,
    })
    expect(text).toContain('"output":{"b":[1,2],"c":{"d":"1970-01-01T00:00:00.000Z"}}')
  })

  test('that throws hides the value', async () => {
    const text = await told(() => ({ a: SECRET, b: 'shown' }), {
      sanitize: (value, path) => {
        if (path.at(-1) === 'a') throw new Error('sanitiser')
        return value
      },
    })
    expect(text).toContain('"output":{"a":"[redacted]","b":"shown"}')
  })
})

test('a thousand names and more are told apart', () => {
  for (let n = 0; n < 3000; n++) expect(redact(SECRET, [`field${n}`])).toBe(SECRET)
  expect(redact(SECRET, ['password'])).toBe('[redacted]')
  expect(redact(SECRET, [`password${'x'.repeat(1e6)}`])).toBe('[redacted]')
})

test.each([
  ['://', 20_000],
  ['://a:', 15_000],
  ['a.a-a', 12_000],
  ['token="\\', 8000],
  ['-----BEGIN PRIVATE KEY', 3000],
  ['sk_a_', 12_000],
  ['eyJaaaaa.', 8000],
  ['Bearer ', 9000],
  ['a\\\\\\"', 9000],
])('no text takes long: %s, over and over', (part, times) => {
  const text = part.repeat(times).slice(0, 8000)
  const began = performance.now()
  redact(text, [])
  // It takes some ms on a busy machine, and seconds where a pattern goes back over and over.
  expect(performance.now() - began).toBeLessThan(500)
})
