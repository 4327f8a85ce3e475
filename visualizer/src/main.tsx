import './looks/index.css'

import { options, render } from 'preact'

import { createPage } from './page.ts'
import { App } from './shell/app.tsx'
import { showFailuresInTitle } from './shell/show-failures-in-title.ts'
import { PageContext } from './state/use-page.ts'
import { prepareTimes } from './words/times.ts'

// However much is told, it is drawn once a frame.
options.debounceRendering = requestAnimationFrame

const page = createPage()
showFailuresInTitle(page)

const root = document.querySelector('#page')
if (root === null) throw new Error('The page has no element #page.')
// To read this program, to get ready and to draw are a task each: together they are long.
setTimeout(() => {
  prepareTimes()
  requestAnimationFrame(() =>
    render(
      <PageContext.Provider value={page}>
        <App />
      </PageContext.Provider>,
      root,
    ),
  )
})
