"""From files to an index, and the vocabulary of the whole project: one word for one thing, everywhere.

What is read
    seed         a file of the folder that an index is built from
    document     a seed, read: its text, provenance, paragraphs, dates and statements
    provenance   what a page says of itself: title, author, publisher, agency, day, address
    span         a start and an end in a document's text; the only way to hold its words
    paragraph    a block of a page, kept as body or dropped, with the reason
    sentence     the span of one sentence of a paragraph
    passage      a paragraph, or a piece of a long one: what is embedded, found and cited

Who and when
    statement    words that a document reports: who said them, when, and the cue that reports them
    content      the span of the words reported
    cue          the words that report: "said", "according to"
    mention      words that name somebody ("the senator", "she") or mean a date ("on Tuesday"), and where they stand
    speaker      who says something, under the one name that the corpus uses
    expression   words that mean a date, and what they state, before it is known from which day they count
    anchor       the day from which a relative date counts, such as the publication day
    lean         on which side of the anchor a date lies that leaves its year or week open
    period       the days, from a first to a last, that a mention of a date means

What is kept
    index        everything that questions are answered from; a rebuild replaces it in one step
    generation   one complete build of the index; the current one answers questions
    copy         a passage that another document prints too, nearly word for word
    story        the documents that tell the same news
    vector       a passage or a sentence as the encoder sees it; similarity is cosine, and larger is closer
    term         a word as the index stores it, without its ending
    proof        a digest of a passage's text, by which its source is checked before it is shown

What is asked
    question     what the user types
    query        a question, understood: speaker, period, outlet, topic
    condition    what a passage must meet: a speaker, a period, an outlet
    candidate    a passage that meets the conditions, before it is ranked
    hit          a candidate with its score
    score        how well a passage fits a query; larger is better
    rank         the place of a hit; 1 is the best
    confidence   how likely the first passage answers, from 0 to 1
    citation     a passage as it is shown: proven words, who said them, when, and where they stand
    answer       the citations for a query, or the reason why there are none
    turn         a question and its answer within a conversation

What is checked
    claim        a quotation in somebody's text, and whom and which day the text names for it
    wording      words as they are compared: case, white space and the kinds of marks folded
    difference   words of a claim where other words, or none, are printed
    verdict      whether a claim's words are printed word for word, altered, or nowhere
"""
