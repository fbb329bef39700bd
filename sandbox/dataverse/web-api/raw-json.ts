/** A number as it is to stand in JSON, with all its digits. TypeScript's library does not know JSON.rawJSON yet. */
export const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
