/** What of happy-dom is used here: its own types would be read by every type check of an app's tests. */
export class Window {
  constructor(options: { url: string; settings: Readonly<Record<string, unknown>> });
  readonly document: Document;
  readonly FormData: typeof FormData;
  readonly Event: typeof Event;
  readonly CustomEvent: typeof CustomEvent;
  readonly KeyboardEvent: typeof KeyboardEvent;
  readonly Node: typeof Node;
  getComputedStyle(element: Element, pseudoElement?: string | null): CSSStyleDeclaration;
  readonly happyDOM: { close(): Promise<void>; setURL(url: string): void };
  readonly location: Location;
  addEventListener(name: string, listener: (event: Event) => void): void;
  removeEventListener(name: string, listener: (event: Event) => void): void;
  dispatchEvent(event: Event): boolean;
  matchMedia(query: string): MediaQueryList;
}
