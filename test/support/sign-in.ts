import type { Page } from 'playwright-core'

interface Address {
  readonly url: string
}

/** Opens a page of the monitor as somebody who has signed in already, whose password is that of the sandbox. */
export async function signIn(page: Page, { url }: Address, place: string, user = 'admin'): Promise<void> {
  const answer = await page.request.post(`${url}/api/session`, { data: { name: user, password: 'sandbox' } })
  if (!answer.ok()) throw new Error(`The monitor at ${url} does not let ${user} in: ${await answer.text()}`)
  await page.goto(`${url}${place}`)
  await isShown(page)
}

/** The same through the page where one signs in, for whoever wants that loaded too. */
export async function signInByHand(page: Page, { url }: Address, place: string): Promise<void> {
  await page.goto(`${url}${place}`)
  await page.getByRole('textbox', { name: /User|Benutzer/ }).fill('admin')
  await page.getByRole('textbox', { name: /Password|Kennwort/ }).fill('sandbox')
  await page.getByRole('button', { name: /Sign in|Anmelden/ }).click()
  await isShown(page)
}

/** The page to sign in has a heading too. */
async function isShown(page: Page): Promise<void> {
  await page.locator('#page').getByRole('heading', { level: 1 }).waitFor()
}
