import type { SvgNode } from 'holdfast/drawing'
import { h } from 'preact'
import type { VNode } from 'preact'

/** A drawing as elements of the page. */
export const svgElement = ({ tag, attributes, children }: SvgNode): VNode =>
  h(tag, attributes, children.map(svgChild))

/** What is within a drawing, for a frame that has attributes of its own. */
export const svgChild = (child: SvgNode | string): VNode | string =>
  typeof child === 'string' ? child : svgElement(child)
