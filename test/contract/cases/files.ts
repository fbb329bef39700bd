import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, messageIn } from '../client.ts'

const column = 'new_contractfile'
const bytesType = { 'content-type': 'application/octet-stream' }
const definition = `EntityDefinitions(LogicalName='account')/Attributes(LogicalName='${column}')`

/** Cases of files, which all need the column. */
function fileCase(name: string, run: ContractCase['run']): ContractCase {
  return { name, needs: 'file column', run }
}

export const fileCases: readonly ContractCase[] = [
  fileCase('a file is sent in one request and read as it was sent', async (client) => {
    const address = await newAccount(client)
    const file = randomBytes(1000)
    const sent = await client.ask('PATCH', `${address}/${column}`, file, { ...bytesType, 'x-ms-file-name': 'order.txt' })
    assert.deepEqual([sent.status, sent.text], [204, ''])
    const read = await client.ask('GET', `${address}/${column}/$value`)
    assert.equal(read.status, 200)
    assert.deepEqual(read.bytes, file)
    assert.deepEqual(fileHeaders(read.headers), ['1000', 'order.txt', 'text/plain'])
  }),

  fileCase('a row shows the id and the name of its file; the next file takes its place, and it is deleted', async (client) => {
    const address = await newAccount(client)
    assert.deepEqual(await shown(client, address), [null, null])
    for (const name of ['one.txt', 'two.txt']) await send(client, address, name, randomBytes(10))
    const [id, name] = await shown(client, address)
    assert.match(String(id), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    assert.equal(name, 'two.txt')
    assert.equal((await client.ask('DELETE', `${address}/${column}`)).status, 204)
    assert.deepEqual(await shown(client, address), [null, null])
  }),

  fileCase('a file comes in chunks, and is read in parts', async (client) => {
    const address = await newAccount(client)
    const file = randomBytes(5_000_000)
    const query = `x-ms-file-name=${encodeURIComponent('Straße 5.pdf')}`
    const begun = await client.ask('PATCH', `${address}/${column}?${query}`, undefined, { 'x-ms-transfer-mode': 'chunked' })
    const size = Number(begun.headers.get('x-ms-chunk-size'))
    assert.deepEqual([begun.status, begun.headers.get('accept-ranges'), size], [200, 'bytes', 4_194_304])
    const path = /accounts\(.*$/.exec(begun.headers.get('location') ?? '')?.[0] ?? ''
    const statuses = []
    for (let start = 0; start < file.length; start += size) {
      const chunk = file.subarray(start, start + size)
      const range = { 'content-range': `bytes ${start}-${start + chunk.length - 1}/${file.length}` }
      statuses.push((await client.ask('PATCH', path, chunk, { ...bytesType, ...range })).status)
    }
    assert.deepEqual(statuses, [206, 204])
    assert.equal((await shown(client, address))[1], 'Straße 5.pdf')
    const parts = []
    for (let start = 0; start < file.length; start += size) {
      const part = await client.ask('GET', `${address}/${column}/$value`, undefined, {
        range: `bytes=${start}-${start + size - 1}`,
      })
      assert.equal(part.status, 206)
      assert.equal(part.headers.get('x-ms-file-size'), '5000000')
      parts.push(part.bytes)
    }
    assert.ok(Buffer.concat(parts).equals(file))
  }),

  fileCase('a file comes in blocks by messages, and is read in blocks', async (client) => {
    const { ask } = client
    const address = await newAccount(client)
    const file = randomBytes(5_000_000)
    const size = 4_194_304
    const place = columnOf(address)
    const begun = await ask('POST', 'InitializeFileBlocksUpload', { ...place, FileName: 'order.pdf' })
    assert.equal(begun.status, 200, begun.text)
    assert.match(String(begun.body['@odata.context']), /\$metadata#Microsoft\.Dynamics\.CRM\.InitializeFileBlocksUploadResponse$/)
    const { FileContinuationToken } = begun.body
    const BlockList = []
    for (let start = 0; start < file.length; start += size) {
      const BlockId = Buffer.from(randomUUID()).toString('base64')
      const BlockData = file.subarray(start, start + size).toString('base64')
      assert.equal((await ask('POST', 'UploadBlock', { BlockId, BlockData, FileContinuationToken })).status, 204)
      BlockList.push(BlockId)
    }
    const whole = { FileName: 'order.pdf', MimeType: 'application/pdf', BlockList, FileContinuationToken }
    const { body } = await ask('POST', 'CommitFileBlocksUpload', whole)
    assert.deepEqual([body.FileSizeInBytes, ...(await shown(client, address))], [file.length, body.FileId, 'order.pdf'])
    const opened = await ask('POST', 'InitializeFileBlocksDownload', place)
    const facts = [opened.body.FileSizeInBytes, opened.body.FileName, opened.body.IsChunkingSupported]
    assert.deepEqual(facts, [file.length, 'order.pdf', true])
    const parts = []
    for (let Offset = 0; Offset < file.length; Offset += size) {
      const block = { Offset, BlockLength: size, FileContinuationToken: opened.body.FileContinuationToken }
      parts.push(Buffer.from(String((await ask('POST', 'DownloadBlock', block)).body.Data), 'base64'))
    }
    assert.ok(Buffer.concat(parts).equals(file))
  }),

  fileCase('an empty file column is answered with 404', async (client) => {
    const address = await newAccount(client)
    const empty = await client.ask('GET', `${address}/${column}/$value`)
    assert.deepEqual(errorIn(empty), [404, '0x80040217'])
    assert.match(messageIn(empty), new RegExp(`^No file attachment found for attribute: ${column} EntityId: [\\da-f-]{36}\\.$`))
  }),

  fileCase('files are rows that nobody makes by themselves', async ({ ask }) => {
    assert.deepEqual(errorIn(await ask('POST', 'fileattachments', { filename: 'order.pdf' })), [400, '0x80040800'])
  }),

  fileCase('a file larger than its column allows is refused with 0x80044a02', async (client) => {
    const address = await newAccount(client)
    const path = `${definition}/Microsoft.Dynamics.CRM.FileAttributeMetadata?$select=MaxSizeInKB`
    const { body } = await client.ask('GET', path)
    assert.deepEqual(Object.keys(body).sort().slice(-2), ['MaxSizeInKB', 'MetadataId'])
    const refused = await send(client, address, 'large.bin', Buffer.alloc(Number(body.MaxSizeInKB) * 1024 + 1))
    assert.deepEqual(errorIn(refused), [400, '0x80044a02'])
    assert.deepEqual(await shown(client, address), [null, null])
  }),

  fileCase('what is known of a row’s files is read along with it, and a file is deleted by its id', async (client) => {
    const address = await newAccount(client)
    await send(client, address, 'order.pdf', randomBytes(10))
    const facts = 'mimetype,filesizeinbytes,filename,regardingfieldname'
    const { body } = await client.ask('GET', `${address}?$select=name&$expand=account_FileAttachments($select=${facts})`)
    const [file, ...others] = body.account_FileAttachments as Record<string, unknown>[]
    assert.deepEqual(others, [])
    assert.deepEqual(
      [file?.mimetype, file?.filesizeinbytes, file?.filename, file?.regardingfieldname],
      ['application/pdf', 10, 'order.pdf', column],
    )
    const [FileId] = await shown(client, address)
    assert.equal(file?.fileattachmentid, FileId)
    assert.equal((await client.ask('POST', 'DeleteFile', { FileId })).status, 204)
    assert.deepEqual(await shown(client, address), [null, null])
  }),

  fileCase('dynamics-web-api uploads a file, downloads it and deletes it', async (client) => {
    const { library } = client
    const address = await newAccount(client)
    const place = { collection: 'accounts', key: address.slice('accounts('.length, -1), property: column }
    const data = randomBytes(5_000_000)
    await library.uploadFile({ ...place, data, fileName: 'order.pdf' })
    const file = await library.downloadFile(place)
    assert.deepEqual([file.fileName, file.fileSize], ['order.pdf', data.length])
    assert.ok(data.equals(file.data))
    await library.deleteRecord(place)
    assert.deepEqual(await shown(client, address), [null, null])
  }),
]

async function newAccount({ ask, mark }: ContractClient): Promise<string> {
  const { headers } = await ask('POST', 'accounts', { name: `${mark} A` })
  return /accounts\(.*\)$/.exec(headers.get('odata-entityid') ?? '')?.[0] ?? ''
}

/** As a message names it. */
function columnOf(address: string): object {
  const accountid = address.slice('accounts('.length, -1)
  return { Target: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid }, FileAttributeName: column }
}

function send({ ask }: ContractClient, address: string, name: string, file: Buffer) {
  return ask('PATCH', `${address}/${column}`, file, { ...bytesType, 'x-ms-file-name': name })
}

async function shown({ ask }: ContractClient, address: string): Promise<[id: unknown, name: unknown]> {
  const { body } = await ask('GET', `${address}?$select=${column},${column}_name`)
  return [body[column], body[`${column}_name`]]
}

function fileHeaders(headers: Headers): unknown[] {
  return ['x-ms-file-size', 'x-ms-file-name', 'mimetype'].map((name) => headers.get(name))
}
