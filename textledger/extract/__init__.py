"""Numbers, dates and actors found by rule: the draft coding of a new text, and the check that nothing was missed."""
