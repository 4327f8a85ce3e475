import type { Locator, Page } from 'playwright-core'

/** The line of the list with this id, or else this name. */
export const rowOf = (page: Page, idOrName: string): Locator =>
  page
    .locator('.row[data-status]')
    .filter({ has: page.locator('.row-id, .row-name').getByText(idOrName, { exact: true }) })

/** What stands beside the list. */
export const paneOf = (page: Page): Locator => page.getByRole('region', { name: 'Session', exact: true })

/** Opens a session of the list, and waits until it is shown. */
export async function openSession(page: Page, idOrName: string): Promise<Locator> {
  await rowOf(page, idOrName).locator('.row-name').click()
  // Rows keep their places while the pointer is on them.
  await page.mouse.move(0, 0)
  const pane = paneOf(page)
  await pane.locator('.session-head').waitFor()
  return pane
}

/** A fact in the head of the session: `Attempt` gives `3 of 5`. */
export const factOf = (page: Page, name: string): Locator =>
  paneOf(page)
    .locator('.session-head .session-fact')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')

/** Lines of the list as a person reads them. */
export interface ShownRow {
  readonly id: string
  readonly status: string
  readonly attempt: string
}

export const shownRows = (page: Page): Promise<readonly ShownRow[]> =>
  page.locator('.row[data-status]').evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.querySelector('.row-id')?.textContent ?? '',
      status: row.getAttribute('data-status') ?? '',
      attempt: row.querySelector('.cell-attempt')?.textContent ?? '',
    })),
  )

/** How far the page can be scrolled sideways; CSS pixels. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
