import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GroupCommit } from './group-commit.ts'

test('what comes while a group is done makes the next group, and everybody gets their own result', async () => {
  const groups: number[][] = []
  const commit = new GroupCommit<number, number>(async (items) => {
    groups.push([...items])
    await new Promise((resolve) => setTimeout(resolve, 20))
    return items.map((item) => item * 10)
  }, 4)
  const results = await Promise.all(Array.from({ length: 10 }, (_, index) => commit.do(index)))
  assert.deepEqual(results, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
  assert.deepEqual(groups.flat(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.ok(groups.length < 10 && groups.every((group) => group.length <= 4))
})

test('one that is wrong is told so, and spoils nothing for the others', async () => {
  const commit = new GroupCommit<number, number>(async (items) => {
    if (items.includes(2)) throw new Error('2 is wrong')
    return items.map((item) => item)
  }, 10)
  const results = await Promise.allSettled([1, 2, 3].map((item) => commit.do(item)))
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error).message)),
    [1, '2 is wrong', 3],
  )
})
