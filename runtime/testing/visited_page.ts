/**
 * What a test does with a page and asks of it, as a person would: by roles, labels and texts. Two drivers implement it,
 * one without a browser (`page_part.ts`) and one over Chromium (`browser_page.ts`), so one script runs on both.
 *
 * @module
 */

/** What an element is called: its whole accessible name, or a pattern that is found in it. */
export type Name = string | RegExp;

/** States that narrow a search, as assistive technology is told them. */
export interface ElementStates {
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  /** The level of a heading. */
  readonly level?: number;
  readonly pressed?: boolean;
  readonly selected?: boolean;
}

/** One element as it was when it was looked at. */
export interface FoundElement {
  readonly role: string;
  readonly name: string;
  /** All text in it, with single spaces. */
  readonly text: string;
  /** What a field holds; `""` for everything else. */
  readonly value: string;
  readonly checked: boolean;
  readonly disabled: boolean;
}

/**
 * A part of a page. Every step waits until the app has come to rest; nothing waits for a clock.
 *
 * Roles are those of ARIA (`button`, `link`, `heading`, `textbox`, `listitem`, …). An element whose role takes no name
 * from its content (`alert`, `status`, `listitem`, `paragraph`, …) and that has no label goes by its text. Elements
 * that nobody can see or hear are not found.
 */
export interface PagePart {
  /** The one element of this role and name. Over a browser it may take a moment to appear. */
  find(role: string, name?: Name, states?: ElementStates): Promise<FoundElement>;
  /** All elements of this role and name, as they are now. */
  findAll(role: string, name?: Name, states?: ElementStates): Promise<FoundElement[]>;
  /** Requires that no element has this role and name. */
  gone(role: string, name?: Name, states?: ElementStates): Promise<void>;
  /** Requires that this text is shown. */
  see(text: Name): Promise<void>;
  /** All text that is shown, with single spaces. */
  text(): Promise<string>;
  /** Presses a button, follows a link, or whatever a click does to the element. */
  click(role: string, name?: Name, states?: ElementStates): Promise<void>;
  /** Types into the field with this label, in place of what it holds. */
  fill(label: Name, value: string): Promise<void>;
  /** Chooses an option of the list with this label, by what the option says. */
  select(label: Name, option: string): Promise<void>;
  /** Switches a checkbox or radio button on. */
  check(label: Name): Promise<void>;
  /** Switches a checkbox off. */
  uncheck(label: Name): Promise<void>;
  /** Presses a key in the field with this label, e.g. `Enter`, which also submits its form. */
  press(label: Name, key: string): Promise<void>;
  /** The part inside one element, looked up anew at every step. */
  within(role: string, name?: Name, states?: ElementStates): PagePart;
}

/** A page in front of one person, who has cookies of her own. */
export interface VisitedPage extends PagePart {
  /** Path and query, as the address bar shows them. */
  readonly path: string;
  /** The status of the document, as the server gave it when it was loaded. */
  readonly status: number;
  title(): Promise<string>;
  /** A cookie of this person, decoded, or `undefined`. */
  cookie(name: string): Promise<string | undefined>;
  /** Opens an address as the address bar does. */
  open(path: string): Promise<void>;
  /** Goes one step back in the history. */
  back(): Promise<void>;
  /** Takes the network away: the connection is lost, and no request arrives. No step waits for what needs it. */
  offline(): Promise<void>;
  /** Gives the network back: the page connects again. */
  online(): Promise<void>;
  /** Closes the page and its connection. */
  close(): Promise<void>;
}
