// What was asked for, taken, sealed and stopped: the same rule as inspect_app/domain/fieldwork/inspection/documents.py.

/** @returns {Pick<Folded, "papers">} */
export const noPapers = () => ({
  papers: { demands: [], receipts: [], samples: [], warrant: null, cautions: [], stops: [] },
});

/** @type {Reducers} */
export const PAPERS = {
  demanded: (book, event, said) => {
    book.papers.demands.push(said(event));
  },
  paper: (book, event, said) => {
    book.papers.receipts.push({ ...said(event), moves: [] });
  },
  custody(book, event, said) {
    book.papers.receipts
      .filter((one) => one.receipt === event.value.receipt)
      .at(-1)
      ?.moves.push(said(event));
  },
  sampled: (book, event, said) => {
    book.papers.samples.push(said(event));
  },
  warrant: (book, event, said) => {
    book.papers.warrant = said(event);
  },
  cautioned: (book, event, said) => {
    book.papers.cautions.push(said(event));
  },
  stop_work: (book, event, said) => {
    book.papers.stops.push({ ...said(event), lifted: null });
  },
  stop_lifted(book, event, said) {
    for (const one of book.papers.stops) if (one.event === event.value.stop) one.lifted = said(event);
  },
};
