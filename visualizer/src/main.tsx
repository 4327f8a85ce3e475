import './looks/index.css'

import { options, render } from 'preact'

import { createPage } from './page.ts'
import { App } from './shell/app.tsx'
import { showFailuresInTitle } from './shell/show-failures-in-title.ts'
import { PageContext } from './state/use-page.ts'

// However much is told, it is drawn once a frame.
options.debounceRendering = requestAnimationFrame

const page = createPage()
showFailuresInTitle(page)

const root = document.querySelector('#page')
if (root === null) throw new Error('The page has no element #page.')
render(
  <PageContext.Provider value={page}>
    <App />
  </PageContext.Provider>,
  root,
)
