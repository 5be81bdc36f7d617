/** The browser's storage, which may be forbidden or full: then nothing is remembered, and nothing breaks. */
export type Memory = {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
};

const memoryIn = (storage: () => Storage): Memory => ({
  get: key => {
    try {
      return storage().getItem(`mullion.${key}`);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      storage().setItem(`mullion.${key}`, value);
    } catch {
      // Without storage the token has to be in the address each time, and a page of an older build stays.
    }
  },
});

/** Stays when the page is closed; the same for all tabs. */
export const lasting = memoryIn(() => localStorage);
/** Stays over reloads of this tab. */
export const sitting = memoryIn(() => sessionStorage);
