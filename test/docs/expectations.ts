import { type ESTree, parseSync, Visitor } from 'vite'

/**
 * Makes code check what its comments claim: one header line, then the same lines.
 *
 * - `expression // => value` and `const name = expression // => value` compare with the value, deeply. The comment may
 *   also stand on the next line; of `console.log(expression)` it is the expression that is compared.
 * - `expression // => throws RangeError: text` wants an error of that name whose message holds the text.
 */
export function withExpectations(code: string): string {
  const { program, comments } = parseSync('block.ts', code)
  const statements = statementsIn(program)
  const claims = comments
    .filter(({ type, value }) => type === 'Line' && value.startsWith(ARROW))
    .map(({ value, start }) => {
      const statement = statements.find(({ end }) => end <= start && /^[\s;]*$/.test(code.slice(end, start)))
      return { claim: value.slice(ARROW.length).trim(), target: statement && targetOf(statement) }
    })
  const edits = claims.flatMap(({ claim, target }) => (target === undefined ? [] : editsFor(claim, target)))
  const idle = claims.filter(({ target }) => target === undefined).map(({ claim }) => claim)
  return `${header(idle)}\n${insert(code, edits)}`
}

const ARROW = ' => '

type Statement = ESTree.ExpressionStatement | ESTree.VariableDeclaration

function statementsIn(program: ESTree.Program): Statement[] {
  const statements: Statement[] = []
  const collect = (node: Statement) => {
    statements.push(node)
  }
  new Visitor({ ExpressionStatement: collect, VariableDeclaration: collect }).visit(program)
  return statements
}

/** What a claim is about: an expression in place, or a name that the statement has just declared. */
type Target =
  | { readonly kind: 'expression'; readonly start: number; readonly end: number }
  | { readonly kind: 'name'; readonly name: string; readonly end: number }

function targetOf(statement: Statement): Target | undefined {
  if (statement.type === 'ExpressionStatement') {
    const { start, end } = logged(statement.expression) ?? statement.expression
    return { kind: 'expression', start, end }
  }
  const last = statement.declarations.at(-1)
  if (last?.id.type !== 'Identifier') return undefined
  return { kind: 'name', name: last.id.name, end: statement.end }
}

function logged(expression: ESTree.Expression): ESTree.Argument | undefined {
  if (expression.type !== 'CallExpression' || expression.arguments.length !== 1) return undefined
  const { callee } = expression
  const isLog =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'console'
  return isLog ? expression.arguments[0] : undefined
}

interface Edit {
  readonly at: number
  readonly text: string
}

function editsFor(claim: string, target: Target): Edit[] {
  // A list, so that `1, 2` is two values and not the last one.
  if (target.kind === 'name') return [{ at: target.end, text: `; __value(${target.name}, [${claim}])` }]
  const { start, end } = target
  const [, name, text = ''] = /^throws (\w+)(?:: (.*))?$/.exec(claim) ?? []
  const [before, after] =
    name === undefined
      ? ['__value(', `, [${claim}])`]
      : ['await __error(async () => (', `), ${JSON.stringify(name)}, ${JSON.stringify(text)})`]
  return [
    { at: start, text: before },
    { at: end, text: after },
  ]
}

function header(idle: readonly string[]): string {
  const imports = "import { expectError as __error, expectValue as __value } from '../../test/docs/expect.ts'"
  const failures = idle.map(
    (claim) => `throw new Error(${JSON.stringify(`Nothing to compare with: => ${claim}`)})`,
  )
  return [imports, ...failures].join('; ')
}

function insert(code: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), code)
}
