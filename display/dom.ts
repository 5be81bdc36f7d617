/** A new element with a class and a text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Sets a text only where it changed, so that nothing is laid out in vain. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
