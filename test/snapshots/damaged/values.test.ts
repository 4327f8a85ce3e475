import { absent } from '../support/edited.ts'
import { refuses } from '../support/refuses.ts'

const error = (fields: object) => ({
  '@error': { id: 1, base: 'Error', types: [], name: 'Error', message: 'm', ...fields },
})

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

function endless(): object {
  const value: Record<string, unknown> = {}
  value['again'] = { more: value }
  return value
}

/** Errors, each caused by the next, which is not within it. */
function chain(length: number): readonly object[] {
  const link = (_: unknown, index: number) =>
    error({ id: index + 1, hidden: { cause: { '@ref': index + 2 } } })
  return [...Array.from({ length }, link), error({ id: length + 1 })]
}

refuses('the values in it', [
  [
    'an error is nowhere',
    'asking',
    { 'snapshot.context.result': { '@ref': 9 } },
    'snapshot.context.result must be the number of an error, got 9',
  ],
  [
    'two errors have one number',
    'asking',
    { 'snapshot.context.errors': [error({}), error({})] },
    'snapshot.context.errors.0.@error.id must be the number of no other error, got 1',
  ],
  [
    'an error has no number',
    'asking',
    { 'snapshot.context.result': error({ id: 'x' }) },
    'snapshot.context.result.@error.id must be a whole number, got "x"',
  ],
  [
    'an error is none',
    'asking',
    { 'snapshot.context.result': { '@error': 'down' } },
    'snapshot.context.result.@error must be an object, got "down"',
  ],
  [
    'an error has no message',
    'asking',
    { 'snapshot.context.result': error({ message: absent }) },
    'snapshot.context.result.@error.message must be a string',
  ],
  [
    'an error’s name is a number',
    'asking',
    { 'snapshot.context.result': error({ name: 5 }) },
    'snapshot.context.result.@error.name must be a string, got 5',
  ],
  [
    'an error’s stack is a list',
    'asking',
    { 'snapshot.context.result': error({ stack: [] }) },
    'snapshot.context.result.@error.stack must be a string, got []',
  ],
  [
    'an error has no base',
    'asking',
    { 'snapshot.context.result': error({ base: 1 }) },
    'snapshot.context.result.@error.base must be the name of a class, got 1',
  ],
  [
    'an error’s classes are no list',
    'asking',
    { 'snapshot.context.result': error({ types: 'RangeError' }) },
    'snapshot.context.result.@error.types must be a list of names, got "RangeError"',
  ],
  [
    'an error’s classes are no names',
    'asking',
    { 'snapshot.context.result': error({ types: [1] }) },
    'snapshot.context.result.@error.types must be a list of names, got [1]',
  ],
  [
    'an error’s fields are none',
    'asking',
    { 'snapshot.context.result': error({ fields: 5 }) },
    'snapshot.context.result.@error.fields must be an object, got 5',
  ],
  [
    'an error’s hidden fields are none',
    'asking',
    { 'snapshot.context.result': error({ hidden: [] }) },
    'snapshot.context.result.@error.hidden must be an object, got []',
  ],
  [
    'an error is polluting',
    'asking',
    { 'snapshot.context.result': error({ fields: JSON.parse('{"__proto__":{"polluted":1}}') }) },
    'snapshot.context.result.@error.fields must be an object without the key __proto__',
  ],
  [
    'a tag is unknown',
    'done',
    { 'snapshot.output': { '@date': 5 } },
    'snapshot.output must be a value as Holdfast writes it, got {"@date":5}',
  ],
  [
    'a tag has company',
    'done',
    { 'snapshot.output': { '@undefined': true, more: 1 } },
    'snapshot.output must be an object without the key @undefined',
  ],
  [
    'a number is unknown',
    'done',
    { 'snapshot.output': { '@number': '12' } },
    'snapshot.output must be the name of a number, got "12"',
  ],
  [
    'a codec’s text is none',
    'done',
    { 'snapshot.output': { '@codec': [] } },
    'snapshot.output must be the text of a codec, got []',
  ],
  [
    'a codec is needed',
    'done',
    { 'snapshot.output': { '@codec': '[]' } },
    'snapshot.output was written by a codec',
    'HOLDFAST_SNAPSHOT_VALUE',
  ],
  [
    'a value is polluting',
    'done',
    { 'snapshot.output': JSON.parse('{"a":[{"__proto__":{"polluted":1}}]}') },
    'snapshot.output.a[0] must be an object without the key __proto__',
  ],
  ['a value is too deep', 'done', { 'snapshot.output': deep(2000) }, 'must be within at most 1000 others'],
  ['a value contains itself', 'done', { 'snapshot.output': endless() }, 'must be within at most 1000 others'],
  [
    'errors cause each other without end',
    'asking',
    { 'snapshot.context.result': 'down', 'snapshot.context.errors': chain(200) },
    'must be within at most 100 errors',
  ],
])
