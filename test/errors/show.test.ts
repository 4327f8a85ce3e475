import { describe, expect, test } from 'vitest'
import { stopAfterAttempt } from 'holdfast'
import { show } from '../../src/errors/show.ts'
import { hostileValues } from '../support/hostile-values.ts'

class User {
  readonly password = 'hunter2'
  toJSON() {
    throw new Error('toJSON was called')
  }
}

describe('show', () => {
  test.each<[unknown, string]>([
    ['text', '"text"'],
    ['two\nlines', String.raw`"two\nlines"`],
    [5, '5'],
    [7n, '7n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [User, 'function User'],
    [() => {}, 'a function'],
    [stopAfterAttempt(3), 'stopAfterAttempt(3)'],
    [new RangeError('too\n  far'), 'RangeError: too far'],
    [{}, '{}'],
    [[], '[]'],
    [{ a: 1, b: 'x', c: undefined, d: null }, '{"a":1,"b":"x","c":undefined,"d":null}'],
    [[1, 'a', undefined, 2n], '[1,"a",undefined,2n]'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [new User(), 'User {…}'],
    [new Map([['token', 'secret']]), 'Map {…}'],
    [new Date(0), 'Date {…}'],
  ])('%o is shown', (value, text) => {
    expect(show(value)).toBe(text)
  })

  test('says what is inside an object, not what is inside that', () => {
    const config = { url: '/', headers: { authorization: 'Bearer secret' }, users: [{ password: 'hunter2' }] }
    expect(show(config)).toBe('{"url":"/","headers":Object {…},"users":Array {…}}')
    expect(show([config, new User(), new Error('no')])).toBe('[Object {…},User {…},Error: no]')
  })

  test('shows the first of many members, and the start of long texts', () => {
    const digits = Array.from({ length: 1000 }, () => 1)
    expect(show(digits)).toBe(`[${digits.slice(0, 39).join(',')},…`)
    expect(show(Object.fromEntries(digits.entries()))).toMatch(/^\{("\d+":1,)+.*…$/)
    expect(show({ text: 'x'.repeat(100) })).toBe(`{"text":"${'x'.repeat(19)}…"}`)
    expect(show({ ['k'.repeat(100)]: 1 })).toBe(`{"${'k'.repeat(19)}…":1}`)
    expect(show('x'.repeat(100))).toBe(`"${'x'.repeat(78)}…`)
  })

  test('neither reads all of a value nor calls its methods', () => {
    let reads = 0
    const read = () => {
      reads += 1
      return 1
    }
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, 0]))
    for (const key of Object.keys(many)) Object.defineProperty(many, key, { get: read, enumerable: true })
    show(many)
    show({ toJSON: read, toString: read, valueOf: read })
    expect(reads).toBeLessThan(50)
  })

  test('is one line of at most 80 characters', () => {
    const lines = ['a\nb', 'a\r\nb', 'a\u2028b', 'a\u2029b'.repeat(50), '\n'.repeat(200)]
    for (const text of lines) {
      for (const value of [text, new Error(text), { [text]: text }, Symbol(text), [text, text, text, text]]) {
        expect(show(value)).toMatch(/^.{1,80}$/)
      }
    }
  })

  test('never throws, whatever the value', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(show(circle)).toBe('[Array {…}]')
    for (const value of hostileValues()) {
      expect(show(value)).toMatch(/^.{1,80}$/)
      expect(show({ value })).toMatch(/^.{1,80}$/)
    }
  })
})
