/** What a person knows this process by: `node app.js`, and its number. */
export function programTitle(): { readonly title: string; readonly pid: number } {
  const { argv, pid } = process
  const [node = '', file = ''] = argv
  // Arguments may hold secrets, and where no file is run the second is one.
  const run = /^([\\/]|[a-z]:[\\/])/i.test(file) ? [node, file] : [node]
  return { title: run.map(nameOf).join(' '), pid }
}

const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.exe$/, '')
