import { expect, test } from 'vitest'

import { createHostNames } from '../../../src/visualizer/http/host-names.ts'

const namesOf = (host: string, port: number, ...allowedHosts: readonly string[]) =>
  createHostNames({ host, port, allowedHosts })

test('a server at a name is called by it, and by the address that the name leads to', () => {
  const names = namesOf('Web-1', 4400)
  expect(names.isOurs('web-1:4400', '10.0.0.7')).toBe(true)
  expect(names.isOurs('10.0.0.7:4400', '10.0.0.7')).toBe(true)
  expect(names.isOurs('10.0.0.7:4400', '::ffff:10.0.0.7')).toBe(true)
  expect(names.isOurs('[fe80::1]:4400', 'fe80::1')).toBe(true)
  expect(names.isOurs('localhost:4400', '10.0.0.7')).toBe(false)
  expect(names.isOurs('web-1:4401', '10.0.0.7')).toBe(false)
  expect(names.isOurs('web-1', undefined)).toBe(false)
  expect(names.isOurs(undefined, '10.0.0.7')).toBe(false)
})

test('the port of HTTP is left out', () => {
  const names = namesOf('127.0.0.1', 80)
  expect(names.isOurs('localhost', undefined)).toBe(true)
  expect(names.isOurs('localhost:80', undefined)).toBe(true)
  expect(names.isOurs('localhost:4400', undefined)).toBe(false)
  expect(names.isOurOrigin('http://localhost', undefined)).toBe(true)
  expect(names.isOurOrigin('http://localhost:80', undefined)).toBe(true)
})

test('a proxy may speak HTTPS', () => {
  const names = namesOf('127.0.0.1', 4400, 'inspect.example')
  expect(names.isOurOrigin('https://inspect.example', undefined)).toBe(true)
  expect(names.isOurOrigin('https://other.example', undefined)).toBe(false)
  expect(names.isOurOrigin('null', undefined)).toBe(false)
})
