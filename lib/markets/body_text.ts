/** The text of a body: what the header says it is encoded in, else the XML declaration; unnamed XML is EUC-KR, as 11st's is. */
export function bodyText(body: Uint8Array, contentType: string): string {
  return new TextDecoder(encodingOf(body, contentType)).decode(body);
}

function encodingOf(body: Uint8Array, contentType: string): string {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 200));
  const name = /charset="?([\w-]+)/i.exec(contentType)?.[1] ??
    /^\s*<\?xml[^>]*encoding=["']([\w-]+)/i.exec(start)?.[1];
  if (name && isEncoding(name)) return name;
  return /xml/i.test(contentType) || /^\s*</.test(start) ? "euc-kr" : "utf-8";
}

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch {
    return false;
  }
}
