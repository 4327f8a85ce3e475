import GithubSlugger from 'github-slugger'
import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'

import type { Page } from './pages.ts'

export interface Link {
  readonly url: string
  readonly line: number
}

/** The links and images of a page, written as Markdown or as HTML, that lead nowhere outside. */
export function localLinks({ tree }: Page): Link[] {
  const links: Link[] = []
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      links.push({ url: node.url, line })
    } else if (node.type === 'html') {
      links.push(...attributes(node.value, /\b(?:href|src)="([^"]*)"/g).map((url) => ({ url, line })))
    }
  })
  return links.filter(({ url }) => !/^([a-z][a-z+.-]*:|\/\/)/i.test(url))
}

/** What a `#fragment` of a page may be: its headings as GitHub names them, and ids in its HTML. */
export function anchors({ tree }: Page): Set<string> {
  const slugger = new GithubSlugger()
  const found = new Set<string>()
  visit(tree, (node) => {
    if (node.type === 'heading') found.add(slugger.slug(toString(node)))
    else if (node.type === 'html')
      attributes(node.value, /\b(?:id|name)="([^"]*)"/g).forEach((id) => found.add(id))
  })
  return found
}

const attributes = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, value = '']) => value)
