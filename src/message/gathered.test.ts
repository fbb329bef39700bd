import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gathered } from './gathered.ts'

test('what is gathered is an object with its names in the order they came', () => {
  const gathered = new Gathered<number>()
  for (const [index, name] of ['b', 'a', 'c'].entries()) assert.equal(gathered.add(name, index), true)
  assert.deepEqual(Object.entries(gathered.done()), Object.entries({ b: 0, a: 1, c: 2 }))
})

test('a name that is there already is refused, and keeps its value', () => {
  const gathered = new Gathered<number>()
  gathered.add('a', 1)
  gathered.add('b', 2)
  assert.equal(gathered.add('a', 3), false)
  assert.deepEqual(gathered.done(), { a: 1, b: 2 })
})

test('objects of the same names have their own values, of any kind, however many there are', () => {
  const values = [1, 'text', null, { decimal: '1' }, undefined, true, 2, 'other']
  const made = values.map((value) => {
    const gathered = new Gathered<unknown>()
    gathered.add('same', value)
    gathered.add('names', [value])
    return gathered.done()
  })
  assert.deepEqual(
    made.map(({ same }) => same),
    values,
  )
})

test('one without names is empty', () => {
  assert.deepEqual(new Gathered().done(), {})
})

test('no name means anything to it', () => {
  const gathered = new Gathered<string>()
  for (const name of ['__proto__', 'constructor', 'toString', 'a"b\\c', 'ü', '\ud800']) gathered.add(name, `of ${name}`)
  assert.equal(gathered.add('__proto__', 'again'), false)
  const object = gathered.done()
  assert.equal(Object.getPrototypeOf(object), Object.prototype)
  assert.deepEqual(Object.keys(object), ['__proto__', 'constructor', 'toString', 'a"b\\c', 'ü', '\ud800'])
  assert.ok(Object.entries(object).every(([name, value]) => value === `of ${name}`))
})

test('thousands of names are gathered too, and one that is there is refused among them', () => {
  const gathered = new Gathered<number>()
  const names = ['first', ...Array.from({ length: 3000 }, (_, index) => `name ${index}`), '__proto__']
  for (const [index, name] of names.entries()) gathered.add(name, index)
  assert.equal(gathered.add('name 2', 0), false)
  assert.equal(gathered.add('name 2999', 0), false)
  assert.deepEqual(Object.keys(gathered.done()), names)
  assert.equal(gathered.done()['name 2999'], 3000)
})

test('ever new names in ever new orders do not pile up, and what is in the making meanwhile is right', () => {
  const early = new Gathered<number>()
  early.add('early', 1)
  for (let index = 0; index < 30_000; index++) {
    const gathered = new Gathered<number>()
    gathered.add(`once ${index}`, index)
    assert.deepEqual(gathered.done(), { [`once ${index}`]: index })
  }
  early.add('late', 2)
  assert.deepEqual(early.done(), { early: 1, late: 2 })
})
