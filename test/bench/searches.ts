import type { Landscape } from './landscape.ts'

/** Lists and searches of the API as the monitor asks for them, with the milliseconds each took in the middle of seven times. */
export async function searches(landscape: Landscape): Promise<[what: string, milliseconds: number][]> {
  const today = new Date().toISOString().slice(0, 10)
  const [newest] = (await landscape.api<{ items: { id: string }[] }>('/messages?limit=1')).items
  const asked: [string, string][] = [
    ['newest messages', '/messages?limit=100'],
    ['of one interface', '/messages?limit=100&interface=business-partner'],
    ['of an interface without any', '/messages?limit=100&interface=credit-limit'],
    ['held', '/messages?limit=100&status=held'],
    ['waiting', '/messages?limit=100&status=waiting'],
    ['delivered', '/messages?limit=100&status=delivered'],
    ['by IDoc number', '/messages?idoc=500000'],
    ['by object key', '/messages?objectKey=business-partner/20500000'],
    ['by business key alone', '/messages?objectKey=20500000'],
    ['by the beginning of a message id', `/messages?messageId=${newest?.id.slice(0, 20)}`],
    ['by a name few have', '/messages?text=muster500000'],
    ['by a word all have', '/messages?text=GmbH'],
    ['by words that are nowhere', '/messages?text=nowhere%20to%20be%20found'],
    ['received today', `/messages?limit=100&from=${today}&to=${today}`],
    ['one message', `/messages/${newest?.id}`],
    ['one object', '/objects/business-partner/20500000'],
    ['what is in the queue', '/queues'],
    ['overview', '/overview'],
    ['audit log', '/audit'],
  ]
  const found: [string, number][] = []
  for (const [what, path] of asked) {
    const times: number[] = []
    for (let time = 0; time < 7; time++) {
      const startedAt = performance.now()
      await landscape.api(path)
      times.push(performance.now() - startedAt)
    }
    found.push([what, times.toSorted((a, b) => a - b)[3] as number])
  }
  return found
}
