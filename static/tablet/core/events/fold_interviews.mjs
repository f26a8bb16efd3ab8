// What events around the interviews add up to: draws, rights briefings, notes that stay, and when the team is
// expected back.

/** @returns {Pick<Folded, "draws" | "rights_briefings" | "stays" | "expected_back">} */
export const noTalks = () => ({ draws: [], rights_briefings: [], stays: {}, expected_back: null });

/** @type {Reducers} */
export const TALKS = {
  drawn: (book, event, said) => {
    book.draws.push(said(event));
  },
  rights_briefing: (book, event, said) => {
    book.rights_briefings.push(said(event));
  },
  note_stays: (book, event) => {
    book.stays[event.value.note] = event.value.why;
  },
  expected_back: (book, event, said) => {
    book.expected_back = said(event);
  },
};
