import type { SvgNode, TimelineBar } from 'holdfast/drawing'

/** The drawing of a timeline with one of its bars set apart; with none of them, the gap before them. */
export const withChosen = (drawing: SvgNode, bar: TimelineBar | undefined): SvgNode => ({
  ...drawing,
  children: drawing.children.map((child) => {
    if (typeof child === 'string' || !isOf(child, bar)) return child
    const { class: names, ...attributes } = child.attributes
    return { ...child, attributes: { ...attributes, class: `${names} is-chosen` } }
  }),
})

/** What goes on is told by the message by which the bar before it ended. */
const isOf = ({ attributes }: SvgNode, bar: TimelineBar | undefined): boolean => {
  if (bar === undefined) return attributes['class'] === 'gap'
  const { index, isOpen, kind } = bar
  const names = String(attributes['class']).split(' ')
  const { 'data-index': own, 'data-first': first = own, 'data-last': last = own } = attributes
  const isWithin = Number(first) <= index && index <= Number(last)
  return isWithin && names.includes('bar') && names.includes(kind) && names.includes('is-open') === isOpen
}
