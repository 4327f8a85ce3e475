import type { Page } from '../page.ts'

/** Says in the tab how many have failed, also while another one is in front. */
export function showFailuresInTitle({ server }: Pick<Page, 'server'>): void {
  server.subscribe(() => {
    const { failed = 0 } = server.value.counts.status
    document.title = failed === 0 ? 'Holdfast' : `${failed.toLocaleString('en')} failed · Holdfast`
  })
}
