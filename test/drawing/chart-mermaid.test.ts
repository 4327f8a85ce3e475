import { expect, test } from 'vitest'

import { chartMermaid } from '../../src/drawing.ts'
import { define } from './support/definition.ts'
import { zoo } from './support/zoo.ts'

test.each(['retry', 'editor', 'player', 'eventless'])('%s as Mermaid', async (name) => {
  await expect(chartMermaid(zoo[name]!)).toMatchFileSnapshot(`../fixtures/drawing/${name}.mmd`)
})

test('names that Mermaid cannot take are changed, and none twice', () => {
  const text = chartMermaid(
    define({
      id: 'end',
      initial: '1 a',
      states: { '1 a': { on: { 'A: #1;': '1-a' } }, '1-a': {}, 'x"y': { type: 'final' } },
    }),
  )
  expect(text).toBe(`stateDiagram-v2
  state "end" as end_2 {
    [*] --> end_1_a
    state "1 a" as end_1_a
    state "1-a" as end_1_a_2
    state "x#34;y" as end_x_y
    end_x_y --> [*]
  }
  end_1_a --> end_1_a_2: A#58; #35;1#59;
`)
  expect(chartMermaid({ id: '1' })).toBe('stateDiagram-v2\n  state "1" as s1\n')
})
