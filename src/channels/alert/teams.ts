import type { AlertChannel, AlertLine, AlertNews } from '../../message/alert.ts'
import { headline, linesOf } from './headline.ts'
import { postAlert } from './post-alert.ts'

/** Tells a channel of Microsoft Teams, as an Adaptive Card to a webhook of Workflows ("Post to a channel when a webhook request is received"). */
export function teams({ name, url }: { readonly name: string; readonly url: string }): AlertChannel {
  const target = `teams/${name}`
  return {
    name: target,
    to: name,
    send: (news) => postAlert(target, { url, text: JSON.stringify(cardOf(news)) }),
  }
}

function cardOf(news: AlertNews) {
  const links = [...news.begun, ...news.over].filter((line) => line.link !== undefined)
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'TextBlock', size: 'Medium', weight: 'Bolder', wrap: true, text: headline(news) },
      ...(news.isTest ? linesOf(news).map((text) => ({ type: 'TextBlock', wrap: true, text })) : []),
      ...news.begun.map((line) => block(line, 'Attention')),
      ...news.over.map((line) => block({ ...line, text: `Over: ${line.text}` }, 'Good')),
    ],
    // A card bears six actions.
    actions: links.slice(0, 6).map(({ subject, link }) => ({ type: 'Action.OpenUrl', title: subject, url: link })),
  }
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }] }
}

function block({ text, since }: AlertLine, color: 'Attention' | 'Good') {
  return { type: 'TextBlock', wrap: true, color, text: `${text} (since ${since.toISOString()})` }
}
