import { type Browser, chromium, type Page } from 'playwright-core'
import { browserArguments, findChromium } from '../support/chromium.ts'
import { signIn } from '../support/sign-in.ts'
import type { Landscape } from './landscape.ts'

/**
 * How the monitor feels in Chromium on this machine, signed in: milliseconds until a page is of use, with nothing cached and with all of it,
 * and how far apart the frames are while the list of messages is scrolled. Nothing where there is no Chromium.
 */
export async function monitor(landscape: Landscape): Promise<[what: string, figure: string][] | undefined> {
  const executablePath = findChromium()
  if (executablePath === undefined) return undefined
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const session = await signedIn(browser, landscape)
    const table: [string, string][] = []
    for (const [what, path, sign] of [
      ['overview', '/', '#page h1, #page [role=heading]'],
      ['messages', '/messages', firstRow],
    ] as const) {
      const loads: [cold: number, warm: number][] = []
      for (let time = 0; time < 7; time++) {
        const page = await newPage(browser, session)
        loads.push([await untilShown(page, landscape.url + path, sign), await untilShown(page, landscape.url + path, sign)])
        await page.context().close()
      }
      const [cold, warm] = [0, 1].map((index) =>
        share(
          0.5,
          loads.map((load) => load[index] as number),
        ),
      )
      table.push([`${what}, of use`, `after ${cold} ms, when cached ${warm} ms`])
    }
    const page = await newPage(browser, session)
    await untilShown(page, `${landscape.url}/messages`, firstRow)
    for (const [what, pixels] of [
      ['by the wheel', 120],
      ['thrown', 1200],
    ] as const) {
      const frames = await scrolled(page, pixels)
      table.push([`messages, ${what}`, `a frame each ${share(0.5, frames)} ms, 95 of 100 within ${share(0.95, frames)} ms`])
    }
    return table
  } finally {
    await browser.close()
  }
}

const firstRow = '.scroll tbody tr a'

type Session = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>

async function signedIn(browser: Browser, landscape: Landscape): Promise<Session> {
  const page = await newPage(browser)
  await signIn(page, landscape, '/')
  const session = await page.context().storageState()
  await page.context().close()
  return session
}

/** Remembers nothing but who is signed in. */
async function newPage(browser: Browser, storageState?: Session): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...(storageState && { storageState }) })
  return context.newPage()
}

async function untilShown(page: Page, address: string, sign: string): Promise<number> {
  const startedAt = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator(sign).first().waitFor()
  return performance.now() - startedAt
}

/** The milliseconds between the frames while the wheel turns 80 times in four seconds. */
async function scrolled(page: Page, pixels: number): Promise<number[]> {
  await page.mouse.move(640, 500)
  const frames = page.evaluate<number[]>(`new Promise((tell) => {
    const times = []
    const note = (time) => times.push(time) && (time < times[0] + 4000 ? requestAnimationFrame(note) : tell(times))
    requestAnimationFrame(note)
  })`)
  for (let turn = 0; turn < 80; turn++) {
    await page.mouse.wheel(0, pixels)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const times = await frames
  return times.slice(1).map((time, index) => time - (times[index] as number))
}

/** So many of a hundred are not greater. */
function share(part: number, figures: readonly number[]): number {
  return Math.round(figures.toSorted((a, b) => a - b)[Math.floor(figures.length * part)] ?? Number.NaN)
}
