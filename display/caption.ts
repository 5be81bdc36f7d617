import { element, setText } from './dom.ts';

/** One calm line at the lower edge of the picture. */
export class Caption {
  private readonly line = element('p', 'caption');

  constructor() {
    this.line.setAttribute('role', 'status');
    document.body.append(this.line);
  }

  /** Null takes it away. */
  show(sentence: string | null): void {
    setText(this.line, sentence ?? '');
  }
}
