/** Bytes to text and back. A file that nobody edited keeps its bytes, so only edited ones are encoded anew. */

/** How a file is written: a name of the Encoding standard. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const LATIN = /^(iso-8859-1|latin-?1|us-ascii|windows-1252)$/i;

/** The text of a file; nothing when its bytes are no text. Byte order mark and line ends are part of it. */
export function decoded(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { ignoreBOM: true, fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : { text, encoding };
  } catch {
    return undefined;
  }
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = String.fromCharCode(...bytes.subarray(0, 120));
  const declared = /^<\?xml[^>]*?encoding=["']([\w-]+)["']/.exec(head)?.[1];
  return declared && LATIN.test(declared) ? 'windows-1252' : 'utf-8';
}

/** A text in an encoding; in UTF-8, and declared so, where the encoding lacks one of its characters. */
export function encoded(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16(text, encoding === 'utf-16le');
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const codes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  if (new TextDecoder(encoding).decode(codes) === text) return codes;
  return new TextEncoder().encode(text.replace(/^(<\?xml[^>]*?encoding=["'])[\w-]+/, '$1UTF-8'));
}

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), little);
  return new Uint8Array(bytes.buffer);
}
