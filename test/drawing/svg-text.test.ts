import { expect, test } from 'vitest'

import { svgText } from '../../src/drawing.ts'
import type { SvgNode } from '../../src/drawing.ts'

const node = (tag: string, attributes: SvgNode['attributes'], ...children: SvgNode['children']): SvgNode => ({
  tag,
  attributes,
  children,
})

test('an element is written as a file, whatever its texts hold', () => {
  const text = svgText(
    node(
      'svg',
      { width: 5, 'aria-label': 'a "b" <c> & d' },
      node('title', {}, 'a < b & c > "d"\0\u0008\ud800'),
      node('g', {}, 'loose', node('path', { d: 'M0,0' })),
    ),
  )
  expect(text).toBe(
    [
      '<svg xmlns="http://www.w3.org/2000/svg" width="5" aria-label="a &quot;b&quot; &lt;c&gt; &amp; d">',
      '  <title>a &lt; b &amp; c &gt; &quot;d&quot;\ufffd\ufffd\ufffd</title>',
      '  <g>',
      'loose',
      '    <path d="M0,0"/>',
      '  </g>',
      '</svg>',
      '',
    ].join('\n'),
  )
})

test('a style goes into the file', () => {
  expect(svgText(node('svg', {}), { style: '.a > b { fill: red }' })).toContain(
    '<style>.a &gt; b { fill: red }</style>',
  )
})
