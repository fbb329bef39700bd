import type { Page } from 'playwright-core'

/** Opens a page of the monitor as somebody whose password is that of the sandbox. */
export async function signIn(page: Page, { url }: { readonly url: string }, place: string, user = 'admin'): Promise<void> {
  await page.goto(`${url}${place}`)
  await page.getByRole('textbox', { name: /User|Benutzer/ }).fill(user)
  await page.getByRole('textbox', { name: /Password|Kennwort/ }).fill('sandbox')
  await page.getByRole('button', { name: /Sign in|Anmelden/ }).click()
  // The page to sign in has a heading too.
  await page.locator('#page').getByRole('heading', { level: 1 }).waitFor()
}
