// What events around the talks add up to: draws, rights talks, notes that stay, and when the team is expected back.

/** @returns {Pick<Folded, "draws" | "rights_talks" | "stays" | "expected_back">} */
export const noTalks = () => ({ draws: [], rights_talks: [], stays: {}, expected_back: null });

/** @type {Reducers} */
export const TALKS = {
  drawn: (book, event, said) => {
    book.draws.push(said(event));
  },
  rights_talk: (book, event, said) => {
    book.rights_talks.push(said(event));
  },
  note_stays: (book, event) => {
    book.stays[event.value.note] = event.value.why;
  },
  expected_back: (book, event, said) => {
    book.expected_back = said(event);
  },
};
