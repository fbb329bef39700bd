import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GroupCommit } from './group-commit.ts'

test('what comes while a group is done makes the next group, and everybody gets their own result', async () => {
  const groups: number[][] = []
  const commit = new GroupCommit<number, number>(
    async (items) => {
      groups.push([...items])
      await new Promise((resolve) => setTimeout(resolve, 20))
      return items.map((item) => item * 10)
    },
    { most: 4 },
  )
  const results = await Promise.all(Array.from({ length: 10 }, (_, index) => commit.do(index)))
  assert.deepEqual(results, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
  assert.deepEqual(groups.flat(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.ok(groups.length < 10 && groups.every((group) => group.length <= 4))
})

test('one that is wrong is told so, and spoils nothing for the others', async () => {
  const commit = new GroupCommit<number, number>(
    async (items) => {
      if (items.includes(2)) throw new Error('2 is wrong')
      return items.map((item) => item)
    },
    { most: 10 },
  )
  const results = await Promise.allSettled([1, 2, 3].map((item) => commit.do(item)))
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error).message)),
    [1, '2 is wrong', 3],
  )
})

test('a failure of all is told to those in the group and those who wait, and none of them is tried', async () => {
  const groups: number[][] = []
  const commit = new GroupCommit<number, number>(
    async (items) => {
      groups.push([...items])
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error('nobody answers')
    },
    { most: 2, endsAll: () => true },
  )
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => commit.do(item)))
  assert.deepEqual(
    results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : 'done')),
    Array.from({ length: 5 }, () => 'nobody answers'),
  )
  assert.deepEqual(groups, [[1, 2]])
})

test('it ends also those of a group that are tried alone, behind the one it happens to', async () => {
  let tries = 0
  const commit = new GroupCommit<number, number>(
    async (items) => {
      tries++
      throw new Error(items.length > 1 ? 'one is wrong' : 'nobody answers')
    },
    { most: 10, endsAll: (error) => (error as Error).message === 'nobody answers' },
  )
  const results = await Promise.allSettled([1, 2, 3].map((item) => commit.do(item)))
  assert.ok(results.every((result) => result.status === 'rejected' && result.reason.message === 'nobody answers'))
  assert.equal(tries, 2)
})
