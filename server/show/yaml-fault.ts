/** What the parser says of a fault in a YAML text. */
export type YamlFault = { readonly code: string; readonly message: string };

/** The line to look at, from 1, and what is wrong there, for somebody who does not know YAML by heart. */
export type Explanation = { readonly line: number; readonly clause: string };

/**
 * Explains a parser's fault. Parsers notice most faults later than they are made, so the lines before count too.
 * @param line where the parser noticed it, from 1
 */
export function explainFault(fault: YamlFault, lines: readonly string[], line: number): Explanation {
  const plain = plainClauses[fault.code];
  if (plain !== undefined) return { line, clause: plain };
  return (
    colourFault(lines, line) ??
    spacingFault(lines, line) ??
    openFault(fault, lines, line) ?? { line, clause: lineClause(fault, lines[line - 1] ?? '') }
  );
}

const plainClauses: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is there twice',
  TAB_AS_INDENT: 'tabs cannot indent YAML, use spaces',
  MULTIPLE_DOCS: 'only one document may stand in a file, take out the ---',
};

/** How far back the cause may stand. */
const reach = 20;

/** An unquoted #9fd8ff begins a comment, which swallows the bracket that closes its block. */
function colourFault(lines: readonly string[], line: number): Explanation | null {
  for (let at = line; at > Math.max(0, line - reach); at--) {
    const [, colour] = /^[^#]*[:,[{]\s*(#[0-9a-f]{3,8})\b/i.exec(withoutTexts(lines[at - 1] ?? '')) ?? [];
    if (colour) return { line: at, clause: `a colour must stand in quotes: "${colour}"` };
  }
  return null;
}

/** "columns:2" is one word, and what follows it is laid to its charge. */
function spacingFault(lines: readonly string[], line: number): Explanation | null {
  const [, key, value] = /^\s*(?:- +)?([\w-]+):([^\s"'].*)$/.exec(lines[line - 1] ?? '') ?? [];
  return key === undefined
    ? null
    : { line, clause: `a space is missing after the colon: "${key}: ${value}"` };
}

/** A bracket or a quote that is never closed is noticed at the end of its block, or of the file. */
function openFault({ code, message }: YamlFault, lines: readonly string[], line: number): Explanation | null {
  const [, sign] =
    /^Flow (?:map|sequence) .* end with a ([}\]])|^Missing closing (["'])/.exec(message)?.filter(Boolean) ??
    [];
  if (code !== 'BAD_INDENT' && code !== 'MISSING_CHAR') return null;
  if (sign === undefined) return null;
  const opening = { '}': '{', ']': '[' }[sign] ?? sign;
  const at = lines.slice(0, line).findLastIndex(text => isOpenIn(text, opening, sign)) + 1;
  return { line: at || line, clause: `the ${opening} in this line is not closed` };
}

function isOpenIn(text: string, opening: string, closing: string): boolean {
  const count = (sign: string): number => text.split(sign).length - 1;
  return opening === closing ? count(opening) % 2 === 1 : count(opening) > count(closing);
}

function lineClause({ code, message }: YamlFault, text: string): string {
  if (code === 'BAD_SCALAR_START') return `a text that begins with ${signIn(text)} must stand in quotes`;
  if (/^[^{[]*: [^{[]*\S: /.test(withoutTexts(text))) return 'a text with a colon in it must stand in quotes';
  if (code === 'BAD_INDENT' || code.endsWith('_IMPLICIT_KEY') || message.startsWith('Sequence item'))
    return 'the indentation does not fit; lines of one block begin in the same column';
  return 'this cannot be read; look at the brackets, quotes and commas of this line and the one before';
}

const signIn = (text: string): string => /[@`%]/.exec(text)?.[0] ?? 'a sign such as @';

/** What stands in quotes may look like anything. */
const withoutTexts = (text: string): string => text.replaceAll(/"[^"]*"|'[^']*'/g, '""');
