package io.yizhan.vocabulary;

/** Whose mistake or outage a refusal is, so that the reader knows whom to call. */
public enum Fault {
    CALLER,
    GATEWAY,
    ANSWERER
}
