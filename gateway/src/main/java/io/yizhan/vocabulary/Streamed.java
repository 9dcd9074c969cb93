package io.yizhan.vocabulary;

/**
 * What is known of a body too large to be held, which comes or goes apart from the message it belongs to.
 *
 * @param sha256 of the content; of an answer that gives only a part (it has the field Content-Range), of the whole
 * @param length of the content, in bytes
 */
public record Streamed(Digest sha256, long length) {}
