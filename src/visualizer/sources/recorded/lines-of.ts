/** The lines of a text that comes in pieces, but for those that are empty. */
export async function* linesOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const text = rest + piece
    let from = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      if (end > from) yield text.slice(from, end)
      from = end + 1
    }
    rest = text.slice(from)
  }
  if (rest !== '') yield rest
}
