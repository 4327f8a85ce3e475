import { createInterface } from 'node:readline'

import { runWithRetry, waitFixed } from 'holdfast'
import { attach, createInspector } from 'holdfast/inspect'

// A session whose attempts end as stdin says: `fail`, `succeed`; `messages` prints what its own inspector was told.
// Started with holdfast/inspect/register, which tells a visualizer the same.

const inspector = createInspector({ machines: 'all', events: 10_000 })
attach(inspector)

const orders: ((order: string) => void)[] = []
const waiting: string[] = []
createInterface(process.stdin).on('line', (line) => {
  if (line === 'messages') return console.log(`messages ${JSON.stringify(inspector.messages())}`)
  const take = orders.shift()
  if (take === undefined) waiting.push(line)
  else take(line)
})

const attempt = async ({ attemptNumber }: { readonly attemptNumber: number }) => {
  console.log(`attempt ${attemptNumber}`)
  const order = await new Promise<string>((resolve) => {
    const line = waiting.shift()
    if (line === undefined) orders.push(resolve)
    else resolve(line)
  })
  if (order === 'fail') throw new Error(`attempt ${attemptNumber} was told to`)
  return 'obeyed'
}

await runWithRetry({ name: 'obey', wait: waitFixed(5) }, attempt, { id: 'obey-1' })
console.log('done')
