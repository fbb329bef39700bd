import type { MessageView } from '../store/message-view.ts'
import type { MessageDetail } from '../store/read-message.ts'
import { ask } from './client.ts'

/** The message with this id or IDoc number. */
export async function askMessage(id: string): Promise<MessageDetail> {
  return ask<MessageDetail>(`messages/${encodeURIComponent(id)}`)
}

export interface MessagePage {
  readonly items: MessageView[]
  readonly next?: string
}

export async function askMessages(query: Readonly<Record<string, string | undefined>>): Promise<MessagePage> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return ask<MessagePage>(`messages?${new URLSearchParams(given)}`)
}
